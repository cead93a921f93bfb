//! The table of checks: one row each, with the code that `--only` and `--skip` take.
//!
//! A row is all that the reference page, the listing, SARIF and the findings themselves know of a check; what it
//! looks at is in the file of its group.

use crate::group::{Group, Needs, Severity};

/// One row of the table.
#[derive(Debug)]
pub struct Check {
    /// Its place in the table.
    pub code: Code,
    /// Its stable name, in words joined by dashes.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How much its findings matter.
    pub severity: Severity,
    /// What it cannot do without.
    pub needs: Needs,
    /// Numbers of the rules behind it.
    pub rules: &'static str,
    /// What a finding says, in one line.
    pub summary: &'static str,
    /// How to fix it.
    pub fix: &'static str,
}

/// Makes the enum of codes and the table from the same rows.
macro_rules! checks {
    ($($code:ident $name:literal $group:ident $severity:ident $needs:ident $rules:literal
       $summary:literal
       $fix:literal;)*) => {
        /// One check, by its place in [`CHECKS`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $(#[doc = concat!("`", $name, "`")] $code,)* }

        /// Every check there is, group by group.
        pub const CHECKS: &[Check] = &[$(Check {
            code: Code::$code,
            name: $name,
            group: Group::$group,
            severity: Severity::$severity,
            needs: Needs::$needs,
            rules: $rules,
            summary: $summary,
            fix: $fix,
        },)*];
    };
}

checks! {
    UnreadableFile "unreadable-file" Files Error Anything "1"
        "A file cannot be read, or its name is no UTF-8"
        "give it a plain name, and whoever runs the check the right to read it";
    NotUtf8 "not-utf-8" Files Error Anything "1, 25, 40"
        "A text file is not UTF-8"
        "write it as UTF-8";
    ByteOrderMark "byte-order-mark" Files Error Anything "1, 25"
        "A text file begins with a byte order mark"
        "write it without one";
    EmptyPage "empty-page" Files Error Anything "21, 40"
        "A page has no content at all"
        "remove the file or build it again";
    FileTooLarge "file-too-large" Files Warning Anything "65"
        "A file is over 25 MiB, more than static hosts take"
        "divide it, or serve it from an object store";
    GzipForm "gzip-form" Files Error Anything "10, 64"
        "A .gz file is not one gzip member around the thing itself"
        "pack it once, as one member, with nothing behind it";
    GzipDate "gzip-date" Files Error Anything "10"
        "A .gz file carries a date or a file name, so that the same content gives other bytes"
        "pack it with time 0 and without a name (`gzip -n`)";
    PackedCopy "packed-copy" Files Error Anything "64"
        "A packed file (.gz, .zst) does not unpack to the file beside it"
        "pack the file again after it changed";
    XmlForm "xml-form" Files Error Anything "1"
        "An XML file that is no sitemap (a feed, a schema) is not well-formed"
        "escape `& < >`, and close every element";
    JsonForm "json-form" Files Error Anything "29"
        "A .json file is not JSON"
        "write it with a JSON library";
    Secret "secret" Files Error Anything "67"
        "A file holds what looks like a key, a token or the address of a service account"
        "take it out, and have the secret replaced: it has been written to disk";

    SitemapMissing "sitemap-missing" Sitemaps Error Anything "6"
        "The site has pages and no sitemap"
        "write a sitemap.xml that lists the indexable pages";
    SitemapXml "sitemap-xml" Sitemaps Error Anything "1"
        "A sitemap is not well-formed XML that opens with its declaration"
        "escape `& < >` in addresses, and begin with `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
    SitemapLimits "sitemap-limits" Sitemaps Error Anything "2"
        "A sitemap has over 50,000 entries or 52,428,800 bytes"
        "divide it into several, named in an index";
    SitemapEmpty "sitemap-empty" Sitemaps Error Anything "2"
        "A sitemap lists nothing"
        "do not write it";
    SitemapNested "sitemap-nested" Sitemaps Error Anything "2"
        "An index of sitemaps names another index"
        "name the sitemaps themselves";
    SitemapSchema "sitemap-schema" Sitemaps Error Anything "3"
        "A sitemap breaks the protocol's schema"
        "in each entry: loc, lastmod, changefreq, priority, then elements of other namespaces; each once";
    SitemapNamespace "sitemap-namespace" Sitemaps Error Anything "11"
        "A sitemap uses a namespace that nobody is known to read"
        "leave the elements out";
    SitemapHints "sitemap-hints" Sitemaps Warning Anything "11"
        "A sitemap has priority or changefreq, which search engines ignore"
        "leave them out";
    SitemapLoc "sitemap-loc" Sitemaps Error Anything "4"
        "An address in a sitemap is not absolute, encoded, of this host, without query and fragment"
        "write the address in full, percent-encoded once, as the page's canonical link has it";
    SitemapInsecure "sitemap-insecure" Sitemaps Warning Anything "4"
        "An address in a sitemap begins with http://"
        "list the https address";
    SitemapFolder "sitemap-folder" Sitemaps Error Anything "4, 9"
        "A sitemap lists an address above its own folder"
        "move the sitemap up, next to what it lists";
    SitemapDuplicate "sitemap-duplicate" Sitemaps Error Anything "5"
        "An address is listed twice"
        "list it once, in one sitemap";
    SitemapUnknownPage "sitemap-unknown-page" Sitemaps Error Anything "6, 20"
        "A sitemap lists an address at which there is no page"
        "remove the entry, or write the page";
    SitemapForm "sitemap-form" Sitemaps Error Anything "6, 51"
        "A sitemap lists an address that redirects to the page's own"
        "list the page in the form in which the host serves it";
    SitemapNoindex "sitemap-noindex" Sitemaps Error Anything "6, 21, 26"
        "A sitemap lists a page that is noindex"
        "remove the entry, or the noindex";
    SitemapLacksPage "sitemap-lacks-page" Sitemaps Error Anything "6"
        "An indexable page with itself as canonical is in no sitemap"
        "list it, or make it noindex";
    SitemapLastmod "sitemap-lastmod" Sitemaps Error Anything "7"
        "A lastmod is not a date, or a date and time with zone and without fractions"
        "write YYYY-MM-DDThh:mm:ssZ";
    SitemapFuture "sitemap-future" Sitemaps Error Anything "7"
        "A lastmod lies in the future"
        "write when the content last changed";
    SitemapTooOld "sitemap-too-old" Sitemaps Error Anything "7"
        "A lastmod is older than what it speaks of: before 2018 for models, before 1995 for any page"
        "write when the content last changed, or leave it out";
    SitemapPageDate "sitemap-page-date" Sitemaps Error Anything "7"
        "A lastmod is not the dateModified of the page's structured data"
        "take both from the same value";
    SitemapStamped "sitemap-stamped" Sitemaps Warning Anything "8"
        "Over 90 % of the lastmod values are one day: that of the build, by the look of it"
        "date pages by their content, not by the build; leave lastmod out where it is not known";
    SitemapIndexDate "sitemap-index-date" Sitemaps Error Anything "9"
        "The lastmod of an index is not the latest of the sitemap that it names"
        "take the latest of the entries";
    SitemapChild "sitemap-child" Sitemaps Error Anything "9, 66"
        "An index names a sitemap that is not there, or not below the index"
        "name files that exist, next to the index or below it";
    SitemapUnlisted "sitemap-unlisted" Sitemaps Warning Anything "9"
        "A sitemap is named in no index and not in robots.txt"
        "name it, or remove it";
    SitemapFacts "sitemap-facts" Sitemaps Error Anything "12"
        "A sitemap says of a model what its page does not"
        "build both from the same data";

    RobotsMissing "robots-missing" Robots Warning Anything "14"
        "The host's folder has no robots.txt"
        "write one that names the sitemap";
    RobotsForm "robots-form" Robots Error Anything "14"
        "robots.txt is over 500 KiB, or has lines that no parser understands"
        "one `Field: value` a line; rules stand below a `User-agent` line";
    RobotsSitemap "robots-sitemap" Robots Error Anything "14"
        "robots.txt names no sitemap, one that is not there, or not in full"
        "write `Sitemap: https://host/sitemap.xml`, one line for each index";
    RobotsBlocks "robots-blocks" Robots Error Anything "14, 26"
        "robots.txt turns crawlers away from a sitemap, a listed or noindex page, or a stylesheet or script"
        "remove or narrow the Disallow line";
    RobotsSignal "robots-signal" Robots Error Anything "15"
        "robots.txt allows in a signal what it forbids in a rule"
        "make Content-Signal or Content-Usage and Disallow say the same";
    IndexNowKey "index-now-key" Robots Error Anything "16"
        "The IndexNow key in a file is not the file's name"
        "name the file after the key: 8 to 128 letters, digits and dashes";

    AddressCharacters "address-characters" Addresses Error Anything "17"
        "The address of a page has characters that must be encoded"
        "use lower-case letters, digits and `. _ ~ -`";
    AddressCase "address-case" Addresses Warning Anything "17"
        "The address of a page has capital letters"
        "write addresses in lower case: hosts differ in whether case counts";
    AddressLength "address-length" Addresses Error Anything "17"
        "The path of an address is longer than 200 characters"
        "cut it, and end it in a hash";
    AddressReserved "address-reserved" Addresses Error Anything "17"
        "A part of a path is a name that Windows reserves, or ends in a dot or blank"
        "change the name: such files cannot be copied everywhere";
    AddressCollision "address-collision" Addresses Error Anything "18"
        "Two files are one and the same where case and Unicode form do not count"
        "rename one of them";
    AddressForm "address-form" Addresses Warning Anything "17"
        "A page does not stand in the form of address that the site has"
        "write all pages as folder/index.html, or all as name.html";
    RedirectForm "redirect-form" Addresses Error Anything "19"
        "A line of _redirects cannot be read, or repeats an address"
        "write `/from /to 301`, each address once";
    RedirectLoop "redirect-loop" Addresses Error Anything "19"
        "Redirects lead in a circle"
        "let one of them lead to a page";
    RedirectChain "redirect-chain" Addresses Error Anything "19"
        "A redirect leads to another redirect"
        "lead straight to the page";
    RedirectTarget "redirect-target" Addresses Error Anything "19, 51"
        "A redirect leads to an address at which there is nothing"
        "lead to a page that is there";
    RedirectShadow "redirect-shadow" Addresses Error Anything "19"
        "A redirect stands at the address of a page, or of an entry of a sitemap"
        "remove the redirect or the page";
    RedirectLimit "redirect-limit" Addresses Warning Anything "19"
        "_redirects is larger than hosts read: 2,000 rules, 100 rules with patterns, 1,000 characters a rule, 100 KB"
        "drop the least used ones, or write redirects as pages";
    NotFoundMissing "not-found-missing" Addresses Error Anything "21"
        "There is no 404.html"
        "write one: without it hosts answer with a page of their own, or with the home page";
    NotFoundIndexable "not-found-indexable" Addresses Error Anything "21"
        "The page for what is not found is not noindex"
        "write `<meta name=\"robots\" content=\"noindex\">` into it";

    TitleCount "title-count" Head Error Anything "22"
        "A page has not exactly one title with text in it"
        "write one title";
    TitleDuplicate "title-duplicate" Head Error Anything "22"
        "Two indexable pages of one language have the same title"
        "put what tells them apart first";
    TitleLength "title-length" Head Warning Anything "22"
        "A title is over 65 characters, beyond what the name itself takes"
        "shorten it: results cut it off";
    TitleName "title-name" Head Error Manifest "22"
        "The title of a model's page does not begin with the model's name"
        "begin with the name";
    DescriptionCount "description-count" Head Error Anything "23"
        "An indexable page has not exactly one description"
        "write one `<meta name=\"description\">`";
    DescriptionDuplicate "description-duplicate" Head Error Anything "23"
        "Two indexable pages of one language have the same description"
        "say what this page alone has";
    DescriptionLength "description-length" Head Warning Anything "23"
        "A description is not between 50 and 160 characters, beyond what the name itself takes"
        "one or two sentences";
    DescriptionFigure "description-figure" Head Error Manifest "23"
        "The description of a model's page has no figure of the model"
        "name its size, or how many workers run it";
    CanonicalCount "canonical-count" Head Error Anything "24"
        "An indexable page has not exactly one canonical link"
        "write one, with the page's own address";
    CanonicalForm "canonical-form" Head Error Anything "24"
        "A canonical link is not absolute, or of another host"
        "write the address in full";
    CanonicalElsewhere "canonical-elsewhere" Head Error Anything "6, 24, 51"
        "A page names another address as canonical though a sitemap lists it, or that address is no page of its own"
        "name the page's own address in the form in which the host serves it";
    CharsetMissing "charset-missing" Head Error Anything "25"
        "No charset=utf-8 in the first 1,024 bytes"
        "write `<meta charset=\"utf-8\">` first of all in the head";
    LangMissing "lang-missing" Head Error Anything "25"
        "The html element has no lang"
        "write `<html lang=\"en\">`";
    ViewportMissing "viewport-missing" Head Error Anything "25"
        "A page has no viewport"
        "write `<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">`";
    DoctypeMissing "doctype-missing" Head Error Anything "25"
        "A page does not begin with <!doctype html>"
        "begin with it: browsers fall back to old rules";
    RobotsMeta "robots-meta" Head Warning Anything "26"
        "A robots element says nothing that is not the case anyway"
        "write one only where a page is noindex";
    NoindexCanonical "noindex-canonical" Head Error Anything "26"
        "A noindex page names another page as canonical"
        "use one of the two: they contradict each other";
    OpenGraphMissing "open-graph-missing" Head Warning Anything "27"
        "An indexable page lacks og:title, og:description, og:type, og:url or og:image"
        "write all five: they are what a shared link looks like";
    OpenGraphUrl "open-graph-url" Head Error Anything "27"
        "og:url is not the canonical address"
        "take both from the same value";
    OpenGraphImage "open-graph-image" Head Error Anything "27"
        "The image of og:image is not there, or not of the size that the page says"
        "write the image; 1200 × 630 is what readers expect";
    Hreflang "hreflang" Head Error Anything "28"
        "Translations do not name each other, themselves and x-default, or are not there"
        "write the same set of hreflang links into each of them";
    Alternate "alternate" Head Error Anything "29"
        "A rel=alternate or rel=describedby link leads to a file that is not there"
        "write the file, or remove the link";
    AlternateDiffers "alternate-differs" Head Error Anything "29, 33"
        "The JSON or Markdown alternate of a page says something else than the page"
        "build both from the same values";

    JsonLdSyntax "json-ld-syntax" StructuredData Error Anything "30, 34"
        "Structured data is not JSON, or `</script` or `<!--` stands raw in it"
        "write it with a JSON library, and `<` as \\u003c";
    JsonLdContext "json-ld-context" StructuredData Error Anything "30"
        "The @context is not https://schema.org"
        "write `\"@context\": \"https://schema.org\"`";
    JsonLdVocabulary "json-ld-vocabulary" StructuredData Error Anything "30"
        "schema.org has no such type or property"
        "see the nearest name in the message, or https://schema.org";
    JsonLdDomain "json-ld-domain" StructuredData Error Anything "30"
        "A property is not one of that type"
        "move it to a type that has it";
    JsonLdValue "json-ld-value" StructuredData Error Anything "30"
        "A value is no absolute address, date or number where only that is allowed"
        "write addresses in full, dates as YYYY-MM-DD, numbers as numbers";
    JsonLdSuperseded "json-ld-superseded" StructuredData Warning Anything "30"
        "schema.org has replaced that type or property"
        "use what replaced it";
    JsonLdForbidden "json-ld-forbidden" StructuredData Error Anything "31"
        "Ratings, reviews, FAQPage, HowTo or Product: what engines punish or no longer read"
        "leave it out";
    JsonLdBreadcrumb "json-ld-breadcrumb" StructuredData Error Anything "32"
        "A BreadcrumbList has not two or more places 1 to n, or is not the visible one"
        "make both from the same list";
    JsonLdHidden "json-ld-hidden" StructuredData Error Anything "33"
        "Structured data says what the page does not show"
        "show it, or leave it out";
    JsonLdDataset "json-ld-dataset" StructuredData Error Anything "35"
        "A Dataset has no description of 50 to 5,000 characters, no license or no distribution"
        "add what is missing";
    JsonLdOutlier "json-ld-outlier" StructuredData Warning Anything "36"
        "A page has other types of structured data than nearly all pages of its kind"
        "give all pages of a kind the same";

    H1Count "h1-count" Body Error Anything "37"
        "A page has not exactly one h1 with text in it"
        "write one h1";
    H1Name "h1-name" Body Error Manifest "37"
        "The h1 of a model's page is not the model's name"
        "write the name there";
    HeadingSkip "heading-skip" Body Error Anything "37"
        "A heading is more than one level below the one before"
        "go down one level at a time";
    MainCount "main-count" Body Error Anything "37"
        "A page has not exactly one main element"
        "put the content into one `<main>`";
    ParseError "parse-error" Body Error Anything "38"
        "HTML that the parser has to mend"
        "see the message for what and where";
    DuplicateId "duplicate-id" Body Error Anything "38"
        "An id stands twice on a page"
        "give each element an id of its own";
    UnsafeMarkup "unsafe-markup" Body Error Anything "39"
        "A handler attribute, a javascript: address, or a frame of another host"
        "escape what comes from others; put scripts into files";
    InlineScript "inline-script" Body Error Manifest "39"
        "A page of this program has a script in it, which its templates do not have"
        "escape what comes from others";
    Mojibake "mojibake" Body Error Anything "40"
        "Text that was decoded wrongly, or U+FFFD"
        "read the source as what it is: UTF-8, mostly";
    ControlCharacter "control-character" Body Error Anything "40"
        "A control character in the text"
        "remove it";
    TemplateMarker "template-marker" Body Error Anything "40"
        "A marker of a template was not filled in"
        "see the template that wrote the page";
    PlaceholderValue "placeholder-value" Body Error Anything "40"
        "`null`, `NaN`, `undefined`, `None` or the like where a value should be"
        "write `unknown`, or leave the line out";
    ImpossibleSize "impossible-size" Body Error Anything "40, 41"
        "A size of zero or less, or of over 100 TB"
        "see which unit the number has";
    BitsPerWeight "bits-per-weight" Body Error Anything "41"
        "Bits per weight outside 0.5 to 40"
        "see the file size and the number of parameters";
    SizeContradiction "size-contradiction" Body Error Anything "41"
        "Size, bits per weight and number of parameters do not fit together"
        "compute them from the same values";
    UnitMissing "unit-missing" Body Error Manifest "41"
        "A column of sizes has a number without unit"
        "write GB or GiB behind it";
    EmptyCell "empty-cell" Body Error Manifest "42"
        "A cell of a table on a model's page is empty"
        "write `unknown`";
    CommandForm "command-form" Body Error Manifest "50"
        "A command is not one that a shell reads, or names a model that the page is not about"
        "quote it, and take id and file from the record";
    ImageAttributes "image-attributes" Body Error Anything "60"
        "An image has no width, height or alt"
        "write all three; `alt=\"\"` where it only decorates";

    NearDuplicate "near-duplicate" Uniqueness Error Anything "47"
        "Two indexable pages of one language say nearly the same"
        "make one of them noindex, or merge them";
    FewOwnWords "few-own-words" Uniqueness Warning Anything "45"
        "Less than 30 % of a page's phrases are its own, against its nearest neighbour"
        "say what tells it apart, merge it, or make it noindex";
    ThinPage "thin-page" Uniqueness Warning Anything "45"
        "An indexable page has fewer than 150 words in its main part"
        "say more, or make it noindex";
    ThinOutlier "thin-outlier" Uniqueness Warning Anything "46"
        "A page has far fewer words than those of its kind: under half the median and 3 deviations below"
        "see what is missing on it";

    LinkBroken "link-broken" Links Error Anything "20, 51"
        "A link, image, stylesheet or script leads to nothing"
        "write the target, or remove the link";
    LinkRedirects "link-redirects" Links Error Anything "51"
        "A link leads to an address that redirects to the page's own"
        "link in the form in which the host serves the page";
    FragmentBroken "fragment-broken" Links Error Anything "51"
        "A link leads to a place on a page that is not there"
        "give the place that id, or change the link";
    OrphanPage "orphan-page" Links Error Anything "52"
        "No page links to an indexable page"
        "link it from a list, or make it noindex";
    FewLinksIn "few-links-in" Links Warning Anything "52"
        "Only one page links to an indexable page"
        "link it from a second place";
    FewLinksOut "few-links-out" Links Warning Anything "52"
        "An indexable page links to fewer than three others"
        "link related pages";
    ClickDepth "click-depth" Links Warning Anything "52"
        "An indexable page is more than 3 clicks from the home page (4 above 200,000 pages), or out of its reach"
        "add lists that lead there";
    Pagination "pagination" Links Error Anything "53"
        "Pages of a list do not link back and forth"
        "link next, previous and first in plain links";
    QueryLink "query-link" Links Warning Anything "54"
        "A link of the site has a query: crawlers follow every combination"
        "use a page of its own, or a fragment";
    ExternalInsecure "external-insecure" Links Warning Anything "55"
        "A link to another host begins with http://"
        "link to https";
    NoopenerMissing "noopener-missing" Links Error Anything "55"
        "A link that opens a window lacks rel=noopener"
        "add it";

    PageWeight "page-weight" Weight Error Anything "56"
        "A page is over 100 KB, or over 20 KB when packed"
        "divide it";
    PageHeavy "page-heavy" Weight Warning Anything "56"
        "A page is over 60 KB, or over 14 KB when packed: more than one round trip"
        "shorten it";
    ElementCount "element-count" Weight Error Anything "56"
        "A page has over 1,500 elements"
        "divide it, or use simpler markup";
    ScriptWeight "script-weight" Weight Error Manifest "57"
        "The scripts that a page of this program takes in are over 15 KB together"
        "shorten them: what they add is not worth more";
    TextShare "text-share" Weight Warning Anything "56"
        "Less than 15 % of a page is text"
        "use less markup";

    HeadersForm "headers-form" Headers Error Anything "63"
        "A line of _headers cannot be read"
        "write an address that begins with `/`, and below it, indented, `Name: value`";
    HeadersLimit "headers-limit" Headers Warning Anything "63, 65"
        "_headers is larger than hosts read: 100 rules, 2,000 characters a line"
        "let one rule with `*` hold for many files";
    HeadersType "headers-type" Headers Error Anything "63"
        "_headers says that a file is of another type than it is, or packed twice, or does not say that it is a page"
        "tell each type once, and no encoding for a file that is a package itself";
    HeadersPolicy "headers-policy" Headers Error Anything "61"
        "A page has a script or style written in it that the policy of _headers forbids"
        "move it to a file of the site, or put its hash into the policy";

    ManifestUnreadable "manifest-unreadable" Manifest Error Anything "62"
        "The manifest cannot be understood"
        "build the site again";
    ManifestMismatch "manifest-mismatch" Manifest Error Manifest "62"
        "A file is not the one that the manifest names, or not there"
        "run `modelpress build --verify`, which repairs every file that differs, and change no file by hand";
    ManifestUnknownFile "manifest-unknown-file" Manifest Warning Manifest "20, 62"
        "A file is in no manifest: nothing will ever remove or update it"
        "remove it, unless somebody else put it there on purpose";
    ManifestType "manifest-type" Manifest Error Manifest "63"
        "A file has another type in the manifest than its name says"
        "build the site again";
    ManifestPage "manifest-page" Manifest Error Manifest "6, 18, 62"
        "The manifest says of a page what its file does not: address, or whether it is indexable"
        "build the site again";
}

impl Code {
    /// Its row.
    #[must_use]
    pub fn check(self) -> &'static Check {
        &CHECKS[self as usize]
    }

    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.check().name
    }

    /// The check of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        CHECKS.iter().find(|check| check.name == name).map(|check| check.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_its_codes_and_every_name_is_used_once() {
        let mut names: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
        for (at, check) in CHECKS.iter().enumerate() {
            assert_eq!(check.code as usize, at);
            assert_eq!(Code::from_name(check.name), Some(check.code));
            let is_kebab = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            assert!(check.name.bytes().all(is_kebab), "{}", check.name);
            assert!(!check.summary.ends_with('.') && !check.fix.ends_with('.'), "{}", check.name);
        }
        assert!(CHECKS.is_sorted_by_key(|check| check.group));
        names.sort_unstable();
        assert!(names.array_windows().all(|[a, b]| a != b));
    }
}
