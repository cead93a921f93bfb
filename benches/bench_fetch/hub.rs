//! A Hub that costs almost nothing: responses are assembled from records made in advance, which only differ in their
//! numbers.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
};

/// Number of records made in advance; pages cycle through them.
const TEMPLATES: u64 = 2_000;

/// Placeholder for the number of a record, of the same length.
const NUMBER: &str = "@@@@@@@@";

/// Two listings that share a quarter of their models.
pub(crate) struct Hub {
    templates: Vec<Vec<u8>>,
    models: u64,
    page_size: u64,
}

impl Hub {
    pub(crate) fn new(models: u64, page_size: u64) -> Self {
        let templates = (0..TEMPLATES).map(|at| template(at).into_bytes()).collect();
        Self { templates, models, page_size }
    }

    /// Number of pages of one listing.
    pub(crate) fn pages(&self) -> u64 {
        self.models.div_ceil(self.page_size)
    }

    /// One page.
    pub(crate) fn page(&self, walk: u64, page: u64) -> Vec<u8> {
        let mut body = vec![b'['];
        let first = page * self.page_size;
        for at in first..(first + self.page_size).min(self.models) {
            if at > first {
                body.push(b',');
            }
            let number = at + walk * (self.models - self.models / 4);
            let text = format!("{number:08}");
            let start = body.len();
            body.extend_from_slice(&self.templates[usize::try_from(number % TEMPLATES).unwrap_or(0)]);
            let places: Vec<usize> = memchr::memmem::find_iter(&body[start..], NUMBER).collect();
            for place in places {
                body[start + place..start + place + NUMBER.len()].copy_from_slice(text.as_bytes());
            }
        }
        body.push(b']');
        body
    }

    /// Serves requests until the process ends; returns its URL.
    pub(crate) fn serve(self: &Arc<Self>) -> std::io::Result<String> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}", listener.local_addr()?);
        let (hub, host) = (self.clone(), address.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (hub, host) = (hub.clone(), host.clone());
                thread::spawn(move || hub.answer(&stream, &host));
            }
        });
        Ok(address)
    }

    fn answer(&self, mut stream: &TcpStream, host: &str) -> Option<()> {
        stream.set_nodelay(true).ok()?;
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        loop {
            line.clear();
            reader.read_line(&mut line).ok()?;
            let target = line.split(' ').nth(1)?.to_owned();
            while line.trim() != "" {
                line.clear();
                reader.read_line(&mut line).ok()?;
            }
            let walk = u64::from(target.contains("filter=safetensors"));
            let page: u64 = target.split("cursor=").nth(1).map_or(Ok(0), str::parse).ok()?;
            let body = self.page(walk, page);
            let filter = if walk == 0 { "gguf" } else { "safetensors" };
            let next = format!("Link: <{host}/api/models?filter={filter}&cursor={}>; rel=\"next\"\r\n", page + 1);
            let next = if page + 1 < self.pages() { next } else { String::new() };
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{next}Content-Length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).ok()?;
            stream.write_all(&body).ok()?;
        }
    }
}

/// A record as in the Hub's listings, of about two kilobytes.
fn template(at: u64) -> String {
    let mut z = (at + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut random = move |limit: u64| {
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ (z >> 27);
        (z >> 11) % limit
    };
    let labels = ["Q2_K", "Q3_K_M", "Q4_K_M", "Q4_K_S", "Q5_K_M", "Q6_K", "Q8_0", "IQ4_XS", "F16"];
    let count = 4 + random(9);
    let files = (0..count).map(|file| {
        let label = labels[usize::try_from((file + at) % 9).unwrap_or(0)];
        format!("{{\"rfilename\":\"Model-{NUMBER}-{label}.gguf\"}}")
    });
    let files = files.collect::<Vec<_>>().join(",");
    let tags: Vec<String> = (0..8 + random(12)).map(|tag| format!("\"tag-{}-{tag}\"", random(300))).collect();
    let template = "{%- for message in messages %}{{ '<|im_start|>' + message['role'] + '\\\\n' + message['content'] }}{%- endfor %}";
    let template = template.repeat(usize::try_from(1 + random(8)).unwrap_or(1));
    format!(
        concat!(
            "{{\"_id\":\"6500000000000000{n}\",\"id\":\"owner-{owner}/Model-{n}-GGUF\",\"sha\":\"{sha:032x}{n}\",",
            "\"createdAt\":\"2025-{month:02}-{day:02}T08:00:00.000Z\",\"lastModified\":\"2025-{month:02}-{day:02}T09:{minute:02}:11.000Z\",",
            "\"private\":false,\"gated\":false,\"disabled\":false,\"downloads\":{downloads},\"downloadsAllTime\":{all},\"likes\":{likes},",
            "\"library_name\":\"gguf\",\"pipeline_tag\":\"text-generation\",\"tags\":[\"gguf\",\"license:apache-2.0\",\"region:us\",{tags}],",
            "\"cardData\":{{\"license\":\"apache-2.0\",\"language\":[\"en\",\"de\"],\"base_model\":\"base/Model-{owner}\"}},",
            "\"config\":{{\"model_type\":\"llama\",\"architectures\":[\"LlamaForCausalLM\"],\"tokenizer_config\":{{\"bos_token\":\"<s>\",\"eos_token\":\"</s>\"}}}},",
            "\"gguf\":{{\"total\":{total},\"architecture\":\"llama\",\"context_length\":131072,\"chat_template\":\"{template}\"}},",
            "\"siblings\":[{{\"rfilename\":\".gitattributes\"}},{{\"rfilename\":\"README.md\"}},{files}]}}"
        ),
        n = NUMBER,
        owner = random(400),
        sha = u128::from(at).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
        month = 1 + random(12),
        day = 1 + random(28),
        minute = random(60),
        downloads = random(1_000_000),
        all = random(9_000_000),
        likes = random(900),
        tags = tags.join(","),
        total = 1_000_000_000 + random(70_000_000_000),
        template = template,
        files = files,
    )
}
