# Varnish (6.0 or newer) in front of Courant: a cache that does as the answers say. Start it without its own gzip,
# which would keep br from the clients:
#
#     varnishd -a :80 -f /etc/varnish/courant.vcl -s malloc,256m -p http_gzip_support=off
#
# A new article is shown when max-age (5 minutes) is over, or at once after
#
#     curl -X PURGE http://127.0.0.1/feed.xml

vcl 4.1;

import std;

backend courant {
    .host = "127.0.0.1";
    .port = "3000";
    .probe = { .url = "/readyz"; .interval = 2s; .timeout = 1s; .window = 3; .threshold = 2; }
}

acl purgers { "127.0.0.1"; "::1"; }

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) { return (synth(405)); }
        return (purge);
    }
    if (req.method != "GET" && req.method != "HEAD") { return (pass); }

    # A person who opens a feed in a browser gets a page about it, which is private. No reader asks in these words.
    if (req.http.Sec-Fetch-Mode == "navigate" && req.http.Sec-Fetch-Dest == "document"
        && req.url ~ "^[^?]*/(feed\.xml|atom\.xml|feed\.json)(\?|$)") {
        return (pass);
    }

    # No query changes a feed. Elsewhere it may decide (redirects and gone in site.yaml).
    set req.url = regsub(req.url, "^([^?]*/(?:feed\.xml|atom\.xml|feed\.json))\?.*", "\1");

    # Few copies of a document, however clients spell what they accept. Who takes br is also offered gzip, which is
    # there a moment sooner when a document is new.
    set req.http.X-Accepts = "";
    if (req.http.Accept-Encoding ~ "(?i)(^|[\s,])br(?!\s*;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.X-Accepts = "br, ";
    }
    if (req.http.Accept-Encoding ~ "(?i)(^|[\s,])(gzip|\*)(?!\s*;\s*q=0(\.0*)?\s*(,|$))") {
        set req.http.X-Accepts = req.http.X-Accepts + "gzip";
    }
    set req.http.Accept-Encoding = req.http.X-Accepts;
    unset req.http.X-Accepts;

    # stale-while-revalidate as long as Courant answers, stale-if-error where it does not.
    if (req.restarts == 0 && std.healthy(req.backend_hint)) { set req.grace = 60s; }
    return (hash);
}

# The host is not in the key: Courant never looks at it.
sub vcl_hash {
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_response {
    set beresp.grace = 24h;
    if (beresp.status >= 500) {
        # An error takes no place of what is kept.
        if (bereq.is_bgfetch) { return (abandon); }
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        return (deliver);
    }
}

sub vcl_deliver {
    # Courant went away a moment ago, and the probe has not noticed: what is kept is better than an error.
    if (resp.status >= 500 && req.restarts == 0) { return (restart); }
}
