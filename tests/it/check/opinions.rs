//! Comparison with other tools: errors they find in their area, ours finds, too.

use super::{
    damage::{ABOUT, append, edit},
    foreign::tools,
    good::{OnDisk, Tree, counts, site},
};
use crate::{
    requirement,
    web::{errors_of_html, validator_of_html},
};
use check::{
    Code,
    read::{robots_txt::RobotsTxt, xml},
};
use serde_json::Value;
use std::{
    io::Write as _,
    process::{Command, Stdio},
};

/// The W3C validator finds nothing on the good site; each of its findings on damaged pages has one of ours.
#[test]
fn what_the_validator_of_html_finds_is_found() {
    let test = "what_the_validator_of_html_finds_is_found";
    let Some(jar) = validator_of_html(test) else { return };
    let good = OnDisk::new(&site(), None);
    assert_eq!(errors_of_html(&jar, good.0.path()), Vec::<String>::new());
    let damage: [(&str, Code); 8] = [
        ("</section>", Code::ParseError),
        ("<p><b>a</p>", Code::ParseError),
        ("<table><p>a</p></table>", Code::ParseError),
        ("<p id=\"a\">x</p><p id=\"a\">y</p>", Code::DuplicateId),
        ("<p>a &nosuch; &#x1; b</p>", Code::ParseError),
        ("<p a=1 a=2>x</p>", Code::ParseError),
        ("<p><img src=\"/assets/preview.png\"></p>", Code::ImageAttributes),
        ("<main>x</main>", Code::MainCount),
    ];
    let mut tree = Tree::new();
    for (at, (html, _)) in damage.iter().enumerate() {
        let mut one = site();
        append(&mut one, ABOUT, html);
        tree.insert(format!("{at}/index.html"), one[ABOUT].clone());
    }
    let bad = OnDisk::new(&tree, None);
    let theirs = errors_of_html(&jar, bad.0.path()).join("\n");
    let report = super::good::check(bad.0.path(), 100);
    let groups = report.findings.groups();
    for (at, (html, code)) in damage.iter().enumerate() {
        let file = format!("{at}/index.html");
        let is_ours = groups.iter().any(|(known, _, list)| known == code && list.iter().any(|one| *one.file == *file));
        assert!(theirs.contains(&file), "the validator takes `{html}`: {theirs}");
        assert!(is_ours, "`{html}` has no {}", code.name());
    }
}

/// libxml2 and our parser agree on what is XML.
#[test]
fn libxml2_agrees_on_what_is_xml() {
    if Command::new("xmllint").arg("--version").output().is_err() {
        return requirement::skip("libxml2_agrees_on_what_is_xml", "xmllint (Debian: libxml2-utils)", "REQUIRE_ALL");
    }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let texts = [
        "<a/>",
        "<a><b>x</b></a>",
        "<a>&amp;&#65;&quot;</a>",
        "<a x='1' y=\"2\"/>",
        "<a><![CDATA[<&]]></a>",
        "<a xmlns:p=\"u\"><p:b/></a>",
        "<a>&</a>",
        "<a>a & b</a>",
        "<a><b></a></b>",
        "<a>",
        "<a/><a/>",
        "x<a/>",
        "<a x='1' x='2'/>",
        "<a x=1/>",
        "<a x='<'/>",
        "<a>\u{1}</a>",
        "<a>&#1;</a>",
        "<a>&nbsp;</a>",
        "<a>]]></a>",
        "<a><!-- a -- b --></a>",
        "<p:a/>",
        "<a></a",
        "<1/>",
        "<a x='&y'/>",
        "<a b='1'c='2'/>",
        "<a><?xml version=\"1.0\"?></a>",
    ];
    for text in texts {
        let mut child = Command::new("xmllint")
            .args(["--noout", "--nonet", "-"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(format!("{head}{text}\n").as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        // An undeclared prefix is a namespace error, which libxml2 reports but accepts.
        let theirs = output.status.success() && output.stderr.is_empty();
        let ours = xml::read(&format!("{head}{text}\n"), |_| {});
        assert_eq!(ours.is_ok(), theirs, "{text}: {ours:?} {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Protego, the parser of Scrapy, allows the same URLs.
#[test]
fn protego_reads_robots_txt_the_same_way() {
    let packages = tools("python");
    if !packages.join("protego").is_dir() {
        let needs = "the PyPI package protego (`python3 -m pip install --target tests/tools/python protego`)";
        return requirement::skip("protego_reads_robots_txt_the_same_way", needs, "REQUIRE_ALL");
    }
    let texts = [
        "User-agent: *\nAllow: /\n",
        "User-agent: *\nDisallow: /sitemap\n",
        "User-agent: *\nDisallow: /*.css$\n",
        "User-agent: *\nDisallow: /models/\nAllow: /models/a/\n",
        "User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow:\n",
        "user-agent: *\ndisallow: /MODELS/\n",
        "User-agent: Googlebot\nDisallow: /models/\n\nUser-agent: *\nAllow: /\n",
        "User-agent: *\nDisallow: /\nAllow: /$\n",
    ];
    let paths =
        ["/", "/models/", "/models/a/", "/models/b/", "/sitemap.xml", "/assets/main.css", "/assets/main.css.map"];
    let script = "import json,sys\nfrom protego import Protego\ntexts,paths=json.load(sys.stdin)\n\
                  host='https://a.example'\nprint(json.dumps([[all(Protego.parse(t).can_fetch(host+p,a) for a in \
                  ('*','Googlebot','Bingbot')) for p in paths] for t in texts]))";
    let mut command = Command::new("python3");
    command.env("PYTHONPATH", packages).args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(serde_json::json!([texts, paths]).to_string().as_bytes()).unwrap();
    let theirs: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    for (at, text) in texts.iter().enumerate() {
        let ours = RobotsTxt::parse(text.as_bytes());
        for (place, path) in paths.iter().enumerate() {
            assert_eq!(Value::from(ours.allows(path)), theirs[at][place], "{path} in {text}");
        }
    }
}

/// linkinator follows the links of a local server; every link broken for it is broken for us.
#[test]
fn what_linkinator_finds_broken_is_found() {
    let linkinator = tools("foreign/node_modules/linkinator/build/src/cli.js");
    if !linkinator.exists() {
        let needs = "the npm package linkinator (`npm ci --prefix tests/tools/foreign`)";
        return requirement::skip("what_linkinator_finds_broken_is_found", needs, "REQUIRE_ALL");
    }
    let mut tree = site();
    append(
        &mut tree,
        ABOUT,
        "<p><a href=\"/gone/\">a</a> <a href=\"../nowhere.html\">b</a> <img src=\"/no.png\" alt=\"\" width=\"1\" height=\"1\"></p>",
    );
    append(&mut tree, ABOUT, "<p><a href=\"/models/?x=1#y\">d</a></p>");
    edit(&mut tree, ABOUT, "</head>", "<link rel=\"stylesheet\" href=\"/lost.css\"></head>");
    let disk = OnDisk::new(&tree, None);
    let mut command = Command::new("node");
    command
        .arg(linkinator)
        .args([".", "--recurse", "--format", "json", "--skip", "^https:"])
        .current_dir(disk.0.path());
    let output = command.output().unwrap();
    let said: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{error}: {}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    });
    let links = said["links"].as_array().unwrap();
    let broken: Vec<&str> =
        links.iter().filter(|link| link["state"] == "BROKEN").map(|link| link["url"].as_str().unwrap()).collect();
    assert!(broken.len() >= 4, "{said}");
    let report = super::good::check(disk.0.path(), 100);
    let told = super::good::told(&report);
    for url in &broken {
        let name = url.trim_end_matches('/').rsplit('/').next().unwrap();
        assert!(told.contains(name), "{url}: {told}");
    }
    assert_eq!(counts(&report)[&Code::LinkBroken], 4, "{told}");
}
