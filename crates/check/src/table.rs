//! The table of checks: one row each, with the code that `--only` and `--skip` take. A row is everything that the
//! reference page, the listing, SARIF and the findings know about a check. The code of the check is in `rules`.

use crate::group::{Group, Needs, Severity};

/// A row of the table.
#[derive(Debug)]
pub struct Check {
    /// Its variant, which is also its position in the table.
    pub code: Code,
    /// The stable name, as words joined by dashes.
    pub name: &'static str,
    /// The subject.
    pub group: Group,
    /// Severity of its findings.
    pub severity: Severity,
    /// What the site must have for the check to apply.
    pub needs: Needs,
    /// Numbers of the rules the check implements.
    pub rules: &'static str,
    /// The problem, in one line.
    pub summary: &'static str,
    /// How to fix the problem.
    pub fix: &'static str,
}

/// Generates the enum of codes and the table from the same rows.
macro_rules! checks {
    ($($code:ident $name:literal $group:ident $severity:ident $needs:ident $rules:literal
       $summary:literal
       $fix:literal;)*) => {
        /// A check, by its position in [`CHECKS`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $(#[doc = concat!("`", $name, "`")] $code,)* }

        /// All checks, by group.
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
        "A file cannot be read, or its name is not UTF-8"
        "check the name and the permissions of the file";
    NotUtf8 "not-utf-8" Files Error Anything "1, 25, 40"
        "A text file is not UTF-8"
        "save it as UTF-8";
    ByteOrderMark "byte-order-mark" Files Error Anything "1, 25"
        "A text file begins with a byte order mark"
        "save it without one";
    EmptyPage "empty-page" Files Error Anything "21, 40"
        "A page has no content at all"
        "remove the file or build it again";
    FileTooLarge "file-too-large" Files Warning Anything "65"
        "A file is larger than 25 MiB, the limit of static hosts"
        "split it, or serve it from an object store";
    GzipForm "gzip-form" Files Error Anything "10, 64"
        "A .gz file is not a single gzip member with the plain content"
        "compress it once, as one member, with nothing after it";
    GzipDate "gzip-date" Files Error Anything "10"
        "A .gz file contains a date or a file name, so the same content gives different bytes"
        "compress it with time 0 and without a name (`gzip -n`)";
    PackedCopy "packed-copy" Files Error Anything "64"
        "A compressed file (.gz, .zst) does not match the file next to it"
        "compress the file again";
    XmlForm "xml-form" Files Error Anything "1"
        "An XML file other than a sitemap (a feed, a schema) is not well-formed"
        "escape `& < >`, and close every element";
    JsonForm "json-form" Files Error Anything "29"
        "A .json file is not valid JSON"
        "write it with a JSON library";
    Secret "secret" Files Error Anything "67"
        "A file seems to contain a key, a token or the address of a service account"
        "remove it and replace the secret, because it has been written to disk";

    SitemapMissing "sitemap-missing" Sitemaps Error Anything "6"
        "The site has pages but no sitemap"
        "write a sitemap.xml that lists the indexable pages";
    SitemapXml "sitemap-xml" Sitemaps Error Anything "1"
        "A sitemap is not well-formed XML with an XML declaration"
        "escape `& < >` in URLs, and begin with `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
    SitemapLimits "sitemap-limits" Sitemaps Error Anything "2"
        "A sitemap has more than 50,000 entries or 52,428,800 bytes"
        "split it into several and list them in a sitemap index";
    SitemapEmpty "sitemap-empty" Sitemaps Error Anything "2"
        "A sitemap is empty"
        "do not write it";
    SitemapNested "sitemap-nested" Sitemaps Error Anything "2"
        "A sitemap index lists another sitemap index"
        "list the sitemaps themselves";
    SitemapSchema "sitemap-schema" Sitemaps Error Anything "3"
        "A sitemap does not follow the schema of the protocol"
        "each entry has loc, lastmod, changefreq, priority, then elements of other namespaces; each at most once";
    SitemapNamespace "sitemap-namespace" Sitemaps Error Anything "11"
        "A sitemap uses an unknown XML namespace"
        "remove those elements";
    SitemapHints "sitemap-hints" Sitemaps Warning Anything "11"
        "A sitemap has priority or changefreq, which search engines ignore"
        "remove them";
    SitemapLoc "sitemap-loc" Sitemaps Error Anything "4"
        "A URL in a sitemap is not absolute, not encoded, of another host, or has a query or fragment"
        "write the full URL, percent-encoded once, exactly as in the page's canonical link";
    SitemapInsecure "sitemap-insecure" Sitemaps Warning Anything "4"
        "A URL in a sitemap begins with http://"
        "list the https URL";
    SitemapFolder "sitemap-folder" Sitemaps Error Anything "4, 9"
        "A sitemap lists a URL above its own folder"
        "move the sitemap up, next to what it lists";
    SitemapDuplicate "sitemap-duplicate" Sitemaps Error Anything "5"
        "A URL is listed twice"
        "list it once, in one sitemap";
    SitemapUnknownPage "sitemap-unknown-page" Sitemaps Error Anything "6, 20"
        "A sitemap lists a URL that has no page"
        "remove the entry, or add the page";
    SitemapForm "sitemap-form" Sitemaps Error Anything "6, 51"
        "A sitemap lists a URL that redirects to the page's own URL"
        "list the URL under which the host serves the page";
    SitemapNoindex "sitemap-noindex" Sitemaps Error Anything "6, 21, 26"
        "A sitemap lists a page that is noindex"
        "remove the entry, or the noindex";
    SitemapLacksPage "sitemap-lacks-page" Sitemaps Error Anything "6"
        "An indexable page that is its own canonical is in no sitemap"
        "list it, or make it noindex";
    SitemapLastmod "sitemap-lastmod" Sitemaps Error Anything "7"
        "A lastmod is neither a date nor a date and time with a zone and without fractions"
        "write YYYY-MM-DDThh:mm:ssZ";
    SitemapFuture "sitemap-future" Sitemaps Error Anything "7"
        "A lastmod is in the future"
        "write when the content last changed";
    SitemapTooOld "sitemap-too-old" Sitemaps Error Anything "7"
        "A lastmod is impossibly old: before 2018 for a model, before 1995 for any page"
        "write when the content last changed, or remove it";
    SitemapPageDate "sitemap-page-date" Sitemaps Error Anything "7"
        "A lastmod differs from the dateModified of the page's structured data"
        "use the same value for both";
    SitemapStamped "sitemap-stamped" Sitemaps Warning Anything "8"
        "More than 90 % of the lastmod values are the same day, probably that of the build"
        "use the date when the content changed, not that of the build; leave out lastmod if it is unknown";
    SitemapIndexDate "sitemap-index-date" Sitemaps Error Anything "9"
        "The lastmod in a sitemap index is not the latest one of the listed sitemap"
        "use the latest lastmod of the entries";
    SitemapChild "sitemap-child" Sitemaps Error Anything "9, 66"
        "A sitemap index lists a sitemap that does not exist or is above the index"
        "list existing files next to the index or below it";
    SitemapUnlisted "sitemap-unlisted" Sitemaps Warning Anything "9"
        "A sitemap is listed neither in an index nor in robots.txt"
        "list it, or remove it";
    SitemapFacts "sitemap-facts" Sitemaps Error Anything "12"
        "A sitemap contradicts the page of a model"
        "generate both from the same data";

    RobotsMissing "robots-missing" Robots Warning Anything "14"
        "The root folder has no robots.txt"
        "add one that names the sitemap";
    RobotsForm "robots-form" Robots Error Anything "14"
        "robots.txt is larger than 500 KiB or has invalid lines"
        "write one `Field: value` per line, with rules below a `User-agent` line";
    RobotsSitemap "robots-sitemap" Robots Error Anything "14"
        "robots.txt names no sitemap, a missing one, or not by its full URL"
        "write `Sitemap: https://host/sitemap.xml`, one line per index";
    RobotsBlocks "robots-blocks" Robots Error Anything "14, 26"
        "robots.txt blocks a sitemap, a listed or noindex page, a style sheet or a script"
        "remove or narrow the Disallow line";
    RobotsSignal "robots-signal" Robots Error Anything "15"
        "robots.txt allows in a content signal what a rule forbids"
        "make Content-Signal or Content-Usage agree with Disallow";
    IndexNowKey "index-now-key" Robots Error Anything "16"
        "The IndexNow key in a file differs from the file's name"
        "name the file after the key: 8 to 128 letters, digits and dashes";

    AddressCharacters "address-characters" Addresses Error Anything "17"
        "The URL of a page has characters that must be encoded"
        "use lower-case letters, digits and `. _ ~ -`";
    AddressCase "address-case" Addresses Warning Anything "17"
        "The URL of a page has capital letters"
        "use lower case, because hosts treat case differently";
    AddressLength "address-length" Addresses Error Anything "17"
        "The path of a URL is longer than 200 characters"
        "shorten it and end it with a hash";
    AddressReserved "address-reserved" Addresses Error Anything "17"
        "A part of a path is reserved on Windows, or ends with a dot or a space"
        "change the name, because such files cannot be copied everywhere";
    AddressCollision "address-collision" Addresses Error Anything "18"
        "The names of two files differ only in case or Unicode form"
        "rename one of them";
    AddressForm "address-form" Addresses Warning Anything "17"
        "A page does not follow the URL style of the site"
        "write all pages as folder/index.html, or all as name.html";
    RedirectForm "redirect-form" Addresses Error Anything "19"
        "A line of _redirects is invalid or repeats a path"
        "write `/from /to 301`, with each path once";
    RedirectLoop "redirect-loop" Addresses Error Anything "19"
        "Redirects form a loop"
        "make one of them point to a page";
    RedirectChain "redirect-chain" Addresses Error Anything "19"
        "A redirect leads to another redirect"
        "redirect straight to the page";
    RedirectTarget "redirect-target" Addresses Error Anything "19, 51"
        "A redirect leads to a URL that does not exist"
        "redirect to an existing page";
    RedirectShadow "redirect-shadow" Addresses Error Anything "19"
        "A redirect has the URL of a page or of a sitemap entry"
        "remove the redirect or the page";
    RedirectLimit "redirect-limit" Addresses Warning Anything "19"
        "_redirects exceeds what hosts read: 2,000 rules, 100 rules with patterns, 1,000 characters per rule, 100 KB"
        "remove the least used ones, or write redirects as pages";
    NotFoundMissing "not-found-missing" Addresses Error Anything "21"
        "There is no 404.html"
        "add one; without it, hosts show their own page or the home page";
    NotFoundIndexable "not-found-indexable" Addresses Error Anything "21"
        "The 404 page is not noindex"
        "add `<meta name=\"robots\" content=\"noindex\">`";

    TitleCount "title-count" Head Error Anything "22"
        "A page does not have exactly one non-empty title"
        "write one title";
    TitleDuplicate "title-duplicate" Head Error Anything "22"
        "Two indexable pages of one language have the same title"
        "begin with what makes each page different";
    TitleLength "title-length" Head Warning Anything "22"
        "A title is longer than 65 characters, not counting the name itself"
        "shorten it, because search results cut it off";
    TitleName "title-name" Head Error Manifest "22"
        "The title of a model's page does not begin with the model's name"
        "begin with the name";
    DescriptionCount "description-count" Head Error Anything "23"
        "An indexable page does not have exactly one description"
        "write one `<meta name=\"description\">`";
    DescriptionDuplicate "description-duplicate" Head Error Anything "23"
        "Two indexable pages of one language have the same description"
        "describe what only this page has";
    DescriptionLength "description-length" Head Warning Anything "23"
        "A description is not 50 to 160 characters long, not counting the name itself"
        "write one or two sentences";
    DescriptionFigure "description-figure" Head Error Manifest "23"
        "The description of a model's page has no number of the model"
        "include its size or the number of workers that run it";
    CanonicalCount "canonical-count" Head Error Anything "24"
        "An indexable page does not have exactly one canonical link"
        "write one with the page's own URL";
    CanonicalForm "canonical-form" Head Error Anything "24"
        "A canonical link is not absolute or points to another host"
        "write the full URL";
    CanonicalElsewhere "canonical-elsewhere" Head Error Anything "6, 24, 51"
        "A page in a sitemap has another URL as canonical, or the canonical URL is not that of a page"
        "use the page's own URL as the host serves it";
    CharsetMissing "charset-missing" Head Error Anything "25"
        "No charset=utf-8 in the first 1,024 bytes"
        "put `<meta charset=\"utf-8\">` first in the head";
    LangMissing "lang-missing" Head Error Anything "25"
        "The html element has no lang"
        "write `<html lang=\"en\">`";
    ViewportMissing "viewport-missing" Head Error Anything "25"
        "A page has no viewport"
        "write `<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">`";
    DoctypeMissing "doctype-missing" Head Error Anything "25"
        "A page does not begin with <!doctype html>"
        "begin with it, otherwise browsers use quirks mode";
    RobotsMeta "robots-meta" Head Warning Anything "26"
        "A robots meta element has no effect"
        "use it only to make a page noindex";
    NoindexCanonical "noindex-canonical" Head Error Anything "26"
        "A noindex page names another page as canonical"
        "use one of the two, because they contradict each other";
    OpenGraphMissing "open-graph-missing" Head Warning Anything "27"
        "An indexable page lacks og:title, og:description, og:type, og:url or og:image"
        "add all five, because previews of shared links use them";
    OpenGraphUrl "open-graph-url" Head Error Anything "27"
        "og:url differs from the canonical URL"
        "use the same value for both";
    OpenGraphImage "open-graph-image" Head Error Anything "27"
        "The og:image does not exist or does not have the stated size"
        "add the image; 1200 × 630 is the usual size";
    Hreflang "hreflang" Head Error Anything "28"
        "Translations are missing or do not link to each other, themselves and x-default"
        "put the same hreflang links into each translation";
    Alternate "alternate" Head Error Anything "29"
        "A rel=alternate or rel=describedby link leads to a missing file"
        "add the file, or remove the link";
    AlternateDiffers "alternate-differs" Head Error Anything "29, 33"
        "The JSON or Markdown alternate of a page contradicts the page"
        "generate both from the same values";

    JsonLdSyntax "json-ld-syntax" StructuredData Error Anything "30, 34"
        "Structured data is not valid JSON, or contains an unescaped `</script` or `<!--`"
        "write it with a JSON library, and `<` as \\u003c";
    JsonLdContext "json-ld-context" StructuredData Error Anything "30"
        "The @context is not https://schema.org"
        "write `\"@context\": \"https://schema.org\"`";
    JsonLdVocabulary "json-ld-vocabulary" StructuredData Error Anything "30"
        "schema.org has no such type or property"
        "see the nearest name in the message, or https://schema.org";
    JsonLdDomain "json-ld-domain" StructuredData Error Anything "30"
        "The type does not have this property"
        "move the property to a type that has it";
    JsonLdValue "json-ld-value" StructuredData Error Anything "30"
        "A value must be an absolute URL, a date or a number"
        "write full URLs, dates as YYYY-MM-DD, numbers as numbers";
    JsonLdSuperseded "json-ld-superseded" StructuredData Warning Anything "30"
        "schema.org has superseded this type or property"
        "use its replacement";
    JsonLdForbidden "json-ld-forbidden" StructuredData Error Anything "31"
        "Ratings, reviews, FAQPage, HowTo or Product, which search engines penalize or ignore"
        "remove it";
    JsonLdBreadcrumb "json-ld-breadcrumb" StructuredData Error Anything "32"
        "A BreadcrumbList does not have positions 1 to n (n ≥ 2) or differs from the visible breadcrumb"
        "generate both from the same list";
    JsonLdHidden "json-ld-hidden" StructuredData Error Anything "33"
        "Structured data states something that the page does not show"
        "show it, or remove it";
    JsonLdDataset "json-ld-dataset" StructuredData Error Anything "35"
        "A Dataset lacks a description of 50 to 5,000 characters, a license or a distribution"
        "add what is missing";
    JsonLdOutlier "json-ld-outlier" StructuredData Warning Anything "36"
        "A page has different types of structured data than almost all pages of its kind"
        "use the same types on all pages of a kind";

    H1Count "h1-count" Body Error Anything "37"
        "A page does not have exactly one non-empty h1"
        "write one h1";
    H1Name "h1-name" Body Error Manifest "37"
        "The h1 of a model's page is not the name of the model"
        "use the name as h1";
    HeadingSkip "heading-skip" Body Error Anything "37"
        "A heading is more than one level below the previous one"
        "do not skip levels";
    MainCount "main-count" Body Error Anything "37"
        "A page does not have exactly one main element"
        "put the content into one `<main>`";
    ParseError "parse-error" Body Error Anything "38"
        "Invalid HTML that the parser had to repair"
        "see the message for the problem and its position";
    DuplicateId "duplicate-id" Body Error Anything "38"
        "An id occurs twice on a page"
        "give each element a unique id";
    UnsafeMarkup "unsafe-markup" Body Error Anything "39"
        "An event handler attribute, a javascript: URL, or a frame of another host"
        "escape foreign text, and put scripts into files";
    InlineScript "inline-script" Body Error Manifest "39"
        "A modelpress page contains an inline script that its templates do not have"
        "escape foreign text";
    Mojibake "mojibake" Body Error Anything "40"
        "Text was decoded with the wrong encoding, or contains U+FFFD"
        "read the source in its own encoding, usually UTF-8";
    ControlCharacter "control-character" Body Error Anything "40"
        "A control character in the text"
        "remove it";
    TemplateMarker "template-marker" Body Error Anything "40"
        "A template marker was not replaced"
        "fix the template of the page";
    PlaceholderValue "placeholder-value" Body Error Anything "40"
        "`null`, `NaN`, `undefined`, `None` or similar instead of a value"
        "write `unknown`, or leave out the line";
    ImpossibleSize "impossible-size" Body Error Anything "40, 41"
        "A size is zero, negative or larger than 100 TB"
        "check the unit of the number";
    BitsPerWeight "bits-per-weight" Body Error Anything "41"
        "Bits per weight are outside 0.5 to 40"
        "check the file size and the number of parameters";
    SizeContradiction "size-contradiction" Body Error Anything "41"
        "Size, bits per weight and number of parameters contradict each other"
        "compute them from the same values";
    UnitMissing "unit-missing" Body Error Manifest "41"
        "A number in a column of sizes has no unit"
        "add GB or GiB";
    EmptyCell "empty-cell" Body Error Manifest "42"
        "A table cell on a model's page is empty"
        "write `unknown`";
    CommandForm "command-form" Body Error Manifest "50"
        "A command is not valid shell, or names another model"
        "quote the arguments, and use the id and file of this model";
    ImageAttributes "image-attributes" Body Error Anything "60"
        "An image has no width, height or alt"
        "add all three; use `alt=\"\"` for decoration";

    NearDuplicate "near-duplicate" Uniqueness Error Anything "47"
        "Two indexable pages of one language are almost identical"
        "make one of them noindex, or merge them";
    FewOwnWords "few-own-words" Uniqueness Warning Anything "45"
        "Less than 30 % of a page's phrases differ from those of the most similar page"
        "add what makes it different, merge it, or make it noindex";
    ThinPage "thin-page" Uniqueness Warning Anything "45"
        "An indexable page has fewer than 150 words in its main element"
        "add content, or make it noindex";
    ThinOutlier "thin-outlier" Uniqueness Warning Anything "46"
        "A page has far fewer words than others of its kind: less than half the median and 3 deviations below it"
        "find out what is missing";

    LinkBroken "link-broken" Links Error Anything "20, 51"
        "A link, image, style sheet or script leads to a missing file"
        "add the target, or remove the link";
    LinkRedirects "link-redirects" Links Error Anything "51"
        "A link leads to a URL that redirects to the page's own URL"
        "link to the URL under which the host serves the page";
    FragmentBroken "fragment-broken" Links Error Anything "51"
        "A link leads to a fragment that does not exist on the page"
        "add that id to an element, or fix the link";
    OrphanPage "orphan-page" Links Error Anything "52"
        "No page links to an indexable page"
        "link it from a list, or make it noindex";
    FewLinksIn "few-links-in" Links Warning Anything "52"
        "Only one page links to an indexable page"
        "link it from a second place";
    FewLinksOut "few-links-out" Links Warning Anything "52"
        "An indexable page links to fewer than three other pages"
        "link related pages";
    ClickDepth "click-depth" Links Warning Anything "52"
        "An indexable page is more than 3 clicks from the home page (4 above 200,000 pages), or not reachable"
        "add lists that link to it";
    Pagination "pagination" Links Error Anything "53"
        "The pages of a list do not link to each other"
        "add plain links to the next, previous and first page";
    QueryLink "query-link" Links Warning Anything "54"
        "A link of the site has a query, and crawlers follow every combination"
        "use a separate page or a fragment";
    ExternalInsecure "external-insecure" Links Warning Anything "55"
        "A link to another host begins with http://"
        "link to https";
    NoopenerMissing "noopener-missing" Links Error Anything "55"
        "A link that opens a new window lacks rel=noopener"
        "add it";

    PageWeight "page-weight" Weight Error Anything "56"
        "A page is larger than 100 KB, or 20 KB compressed"
        "split it";
    PageHeavy "page-heavy" Weight Warning Anything "56"
        "A page is larger than 60 KB, or 14 KB compressed, which takes more than one round trip"
        "shorten it";
    ElementCount "element-count" Weight Error Anything "56"
        "A page has more than 1,500 elements"
        "split it, or use simpler markup";
    ScriptWeight "script-weight" Weight Error Manifest "57"
        "The scripts of a modelpress page are larger than 15 KB together"
        "shorten them";
    TextShare "text-share" Weight Warning Anything "56"
        "Less than 15 % of a page is text"
        "use less markup";

    HeadersForm "headers-form" Headers Error Anything "63"
        "A line of _headers is invalid"
        "write a path that begins with `/` and below it, indented, `Name: value`";
    HeadersLimit "headers-limit" Headers Warning Anything "63, 65"
        "_headers exceeds what hosts read: 100 rules, 2,000 characters per line"
        "use one rule with `*` for many files";
    HeadersType "headers-type" Headers Error Anything "63"
        "_headers gives a file the wrong type or a double encoding, or does not mark a page as HTML"
        "set each type once, and no encoding for files that are archives";
    HeadersPolicy "headers-policy" Headers Error Anything "61"
        "A page has an inline script or style that the policy in _headers forbids"
        "move it to a file of the site, or add its hash to the policy";

    ManifestUnreadable "manifest-unreadable" Manifest Error Anything "62"
        "The manifest is not valid"
        "build the site again";
    ManifestMismatch "manifest-mismatch" Manifest Error Manifest "62"
        "A file is missing or differs from the manifest"
        "run `modelpress build --verify`, which repairs every changed file; do not edit the output";
    ManifestUnknownFile "manifest-unknown-file" Manifest Warning Manifest "20, 62"
        "A file is not in the manifest, so no build will update or remove it"
        "remove it, unless it is there on purpose";
    ManifestType "manifest-type" Manifest Error Manifest "63"
        "The manifest gives a file a different type than its name"
        "build the site again";
    ManifestPage "manifest-page" Manifest Error Manifest "6, 18, 62"
        "The manifest contradicts the file of a page: its URL, or whether it is indexable"
        "build the site again";
}

impl Code {
    /// The row in the table.
    #[must_use]
    pub fn check(self) -> &'static Check {
        &CHECKS[self as usize]
    }

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.check().name
    }

    /// The check with that name.
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
