<?php
// Reads a feed with SimplePie, whose cache is the folder it runs in, and prints its items as JSON.

error_reporting(E_ALL & ~E_DEPRECATED);
require 'simplepie/autoloader.php';

/** The dates of SimplePie 1.3 fail on PHP 8 (implode with its arguments swapped): PHP's own reading stands in. */
class PhpDate extends SimplePie_Parse_Date
{
    public function __construct() {}
    public static function get() { return new self(); }
    public function parse($date) { return strtotime($date); }
}

$feed = new SimplePie();
if (version_compare(SIMPLEPIE_VERSION, '1.5', '<')) {
    $feed->registry->register('Parse_Date', 'PhpDate');
}
$feed->set_feed_url($argv[1]);
$feed->set_cache_location('.');
$feed->set_cache_duration(-1); // ask again each time
if (!$feed->init()) {
    fwrite(STDERR, $feed->error());
    exit(1);
}

/** The date; none for an edited item of RSS, which 1.3 dates by its edit and 1.5 by its publication. */
function published($item)
{
    $isRss = $item->get_feed()->get_type() & SIMPLEPIE_TYPE_RSS_ALL;
    return $isRss && $item->get_item_tags(SIMPLEPIE_NAMESPACE_ATOM_10, 'updated') ? null : (int) $item->get_date('U');
}

/** The files of an item. Where it has none, 1.3 gives one without address, and 1.5 fails on PHP 8.4. */
function files($item)
{
    try {
        return array_filter($item->get_enclosures() ?? [], fn($file) => !in_array($file->get_link(), [null, '//?#'], true));
    } catch (ValueError) {
        return [];
    }
}

/** The enclosures: the files that name no medium, which those of Media RSS do. 1.3 ends their URLs in "?#". */
function enclosures($files)
{
    $enclosures = array_filter($files, fn($file) => $file->get_medium() === null);
    return array_values(array_map(fn($file) => [
        'url' => preg_replace('/\?#$/', '', $file->get_link()),
        'type' => $file->get_type(),
        'length' => $file->get_length(),
    ], $enclosures));
}

$items = [];
foreach ($feed->get_items() as $item) {
    $files = files($item);
    $items[] = [
        'id' => $item->get_id(),
        'title' => $item->get_title(),
        'link' => $item->get_permalink(),
        'published' => published($item),
        'authors' => array_map(fn($author) => $author->get_name(), $item->get_authors() ?? []),
        'categories' => array_map(fn($category) => $category->get_label(), $item->get_categories() ?? []),
        'summary' => $item->get_description(true),
        'content' => $item->get_content(true),
        'picture' => $files ? reset($files)->get_thumbnail() : null,
        'enclosures' => enclosures($files),
    ];
}
echo json_encode($items, JSON_THROW_ON_ERROR);
