# Reads a feed with XML::Feed and prints its entries as JSON.

use strict;
use warnings;
use JSON::PP;
use URI;
use XML::Feed;

# Without these, XML::Atom gives bytes for text, and XML::Feed the last enclosure only.
$XML::Atom::ForceUnicode       = 1;
$XML::Feed::MULTIPLE_ENCLOSURES = 1;

my $feed = XML::Feed->parse(URI->new($ARGV[0])) or die XML::Feed->errstr;

sub seconds { my $date = shift; return $date ? $date->epoch : undef }

sub entry {
    my $entry = shift;
    return {
        id         => $entry->id,
        title      => $entry->title,
        link       => $entry->link,
        published  => seconds($entry->issued),
        updated    => seconds($entry->modified),
        author     => $entry->author,
        categories => [$entry->category],
        summary    => $entry->summary->body,
        content    => $entry->content->body,
        enclosures => [map { { url => $_->url, type => $_->type, length => 0 + $_->length } } $entry->enclosure],
    };
}

print JSON::PP->new->utf8->encode({ format => $feed->format, entries => [map { entry($_) } $feed->entries] });
