"""Reads a feed as a program built on feedparser does: keeps the validators and, at 304, the entries."""

import calendar
import json
import os
import sys

import feedparser

KEPT = "feed.json"


def entry_of(entry):
    def seconds(name):
        # "in" first: asked for a date of update that is not there, feedparser gives the date of publication.
        return calendar.timegm(entry[name]) if name in entry else None

    return {
        "id": entry.id,
        "title": entry.title,
        "link": entry.link,
        "published": seconds("published_parsed"),
        "updated": seconds("updated_parsed"),
        "authors": [author.name for author in entry.authors],
        "categories": [tag.term for tag in entry.get("tags", [])],
        "summary": entry.get("summary_detail"),
        "content": entry.content[0].value if "content" in entry else None,
        "picture": entry.media_thumbnail[0]["url"] if "media_thumbnail" in entry else None,
        "enclosures": [
            {"url": file.href, "type": file.get("type"), "length": int(file.get("length") or 0)} for file in entry.enclosures
        ],
    }


kept = json.load(open(KEPT)) if os.path.exists(KEPT) else {}
feed = feedparser.parse(sys.argv[1], etag=kept.get("etag"), modified=kept.get("modified"))
if feed.bozo:
    sys.exit(f"feedparser finds the feed ill-formed: {feed.bozo_exception}")
if feed.status != 304:
    kept = {"etag": feed.etag, "modified": feed.modified, "entries": [entry_of(entry) for entry in feed.entries]}
    json.dump(kept, open(KEPT, "w"))
json.dump(kept["entries"], sys.stdout)
