//! The server's answers without faults.

use super::{Fate, Model, Quota, Request, State, lock};
use serde_json::{Value, json};
use std::sync::Arc;

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

/// The server's own list. The listing refuses the last two.
const FIELDS: [&str; 31] = [
    "author",
    "baseModels",
    "cardData",
    "config",
    "createdAt",
    "disabled",
    "downloads",
    "downloadsAllTime",
    "evalResults",
    "gated",
    "gguf",
    "inference",
    "inferenceProviderMapping",
    "lastModified",
    "library_name",
    "likes",
    "mask_token",
    "model-index",
    "pipeline_tag",
    "private",
    "resourceGroup",
    "safetensors",
    "sha",
    "siblings",
    "spaces",
    "tags",
    "transformersInfo",
    "trendingScore",
    "widgetData",
    "childrenModelCount",
    "usedStorage",
];
const BARE: [&str; 7] = ["likes", "private", "downloads", "tags", "pipeline_tag", "library_name", "createdAt"];
const SORTS: [&str; 5] = ["createdAt", "lastModified", "downloads", "likes", "trendingScore"];

pub(super) fn answer(state: &State, request: &Request) -> Answer {
    if let Some(change) = &*lock(&state.change) {
        change(request, &mut state.models.write().unwrap());
        lock(&state.orders).clear();
    }
    let spent = state.spend();
    let mut answer = match spent {
        Some((Err(()), ..)) => error(429, "We had to rate limit your IP."),
        _ => route(state, request),
    };
    answer.headers.push(("Date", lock(&state.date).clone()));
    if let Some((left, seconds, Quota { requests, seconds: window })) = spent {
        answer.headers.push(("RateLimit", format!("\"api\";r={};t={seconds}", left.unwrap_or(0))));
        answer.headers.push(("RateLimit-Policy", format!("\"fixed window\";\"api\";q={requests};w={window}")));
    }
    answer
}

pub(super) fn error(status: u16, message: impl Into<Value>) -> Answer {
    json_answer(status, &json!({ "error": message.into() }))
}

fn json_answer(status: u16, body: &Value) -> Answer {
    let headers = vec![("Content-Type", "application/json; charset=utf-8".to_owned())];
    Answer { status, headers, body: body.to_string().into_bytes() }
}

fn route(state: &State, request: &Request) -> Answer {
    let token = lock(&state.token).clone();
    if request.authorization.is_some() && token.map(|token| format!("Bearer {token}")) != request.authorization {
        return error(401, "Invalid credentials in Authorization header");
    }
    match request.path.strip_prefix("/api/models") {
        Some("") => list(state, request),
        Some(id) => detail(state, request, id.trim_start_matches('/')),
        None => error(404, "Sorry, we can't find the page you are looking for."),
    }
}

/// The requested fields, or a 400 for a field that does not exist.
fn fields<'r>(request: &'r Request, known: &[&str]) -> Result<Vec<&'r str>, Answer> {
    let named = request.query.iter().filter(|(key, _)| key == "expand" || key == "expand[]");
    let fields: Vec<&str> = named.map(|(_, value)| value.as_str()).collect();
    match fields.iter().find(|field| !known.contains(field)) {
        Some(unknown) => {
            let list = known.iter().map(|field| format!("\"{field}\"")).collect::<Vec<_>>().join("|");
            Err(error(400, format!("Invalid option: expected one of {list}, received \"{unknown}\"")))
        }
        None => Ok(fields),
    }
}

fn list(state: &State, request: &Request) -> Answer {
    let fields = match fields(request, &FIELDS[..29]) {
        Err(answer) => return answer,
        Ok(fields) if fields.is_empty() => BARE.to_vec(),
        Ok(fields) => fields,
    };
    let sort = request.get("sort").unwrap_or("trendingScore");
    if !SORTS.contains(&sort) {
        return error(400, json!([format!("\"sort\" must be one of [{}]", SORTS.join(", "))]));
    }
    let models = state.models.read().unwrap();
    let order = order(state, request, sort, &models);
    // The model before the cursor may be gone, so the cursor contains the value after which to continue.
    let start = request.get("cursor").map_or(0, |cursor| {
        let (value, at) = cursor.split_once('-').unwrap();
        let cursor = (value.parse::<i64>().unwrap(), at.parse::<u32>().unwrap());
        order.partition_point(|at| {
            std::cmp::Reverse((value_of(&models[*at as usize], sort), *at)) <= std::cmp::Reverse(cursor)
        })
    });
    let limit = usize::try_from(request.limit().clamp(1, 1_000)).unwrap();
    let page = &order[start..order.len().min(start + limit)];
    let records: Vec<Value> = page.iter().map(|at| models[*at as usize].record(&fields, false)).collect();
    let mut answer = json_answer(200, &records.into());
    if start + page.len() < order.len() {
        let last = page[page.len() - 1];
        let cursor = format!("{}-{last}", value_of(&models[last as usize], sort));
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(request.query.iter().filter(|(key, _)| key != "cursor"));
        query.append_pair("cursor", &cursor);
        let host = lock(&state.host).clone();
        answer.headers.push(("Link", format!("<{host}/api/models?{}>; rel=\"next\"", query.finish())));
    }
    answer
}

fn value_of(model: &Model, sort: &str) -> i64 {
    match sort {
        "createdAt" => model.created,
        "lastModified" => model.modified,
        _ => i64::try_from(model.downloads).unwrap(),
    }
}

/// The models that match a query, in its order.
fn order(state: &State, request: &Request, sort: &str, models: &[Model]) -> Arc<Vec<u32>> {
    let choosing: Vec<&(String, String)> = request
        .query
        .iter()
        .filter(|(key, _)| matches!(key.as_str(), "filter" | "pipeline_tag" | "author" | "search"))
        .collect();
    let name = format!("{sort} {choosing:?}");
    if let Some(order) = lock(&state.orders).get(&name) {
        return order.clone();
    }
    let is_chosen = |model: &Model| {
        model.fate == Fate::There
            && choosing.iter().all(|(key, value)| match key.as_str() {
                "filter" => model.tags.contains(value),
                "pipeline_tag" => model.pipeline_tag == value,
                "author" => model.id.starts_with(&format!("{value}/")),
                _ => model.id.contains(value.as_str()),
            })
    };
    let mut order: Vec<u32> =
        (0..models.len()).filter(|at| is_chosen(&models[*at])).map(|at| u32::try_from(at).unwrap()).collect();
    order.sort_by_key(|at| std::cmp::Reverse((value_of(&models[*at as usize], sort), *at)));
    let order = Arc::new(order);
    lock(&state.orders).insert(name, order.clone());
    order
}

fn detail(state: &State, request: &Request, id: &str) -> Answer {
    let fields = match fields(request, &FIELDS) {
        Err(answer) => return answer,
        Ok(fields) if fields.is_empty() => FIELDS.to_vec(),
        Ok(fields) => fields,
    };
    let models = state.models.read().unwrap();
    let there = models.iter().find(|model| model.id == id && matches!(model.fate, Fate::There | Fate::Hidden));
    let Some(model) = there.or_else(|| models.iter().find(|model| model.id == id)) else {
        return missing(request, 404);
    };
    match &model.fate {
        Fate::There | Fate::Hidden => json_answer(200, &model.record(&fields, request.get("blobs") == Some("true"))),
        Fate::Gone(status) => missing(request, *status),
        Fate::Renamed(to) => {
            let mut answer = error(307, "Temporary Redirect. Redirecting to the new name.");
            answer.headers.push(("Location", format!("/api/models/{to}")));
            answer
        }
    }
}

/// Without a token, the answer does not show whether a model is private or missing.
fn missing(request: &Request, status: u16) -> Answer {
    if status == 404 && request.authorization.is_none() {
        let mut answer = error(401, "Invalid username or password.");
        answer.headers.push(("X-Error-Message", "Invalid username or password.".to_owned()));
        return answer;
    }
    if status == 403 {
        let told = "Access to this resource is disabled.";
        let mut answer = error(status, told);
        answer.headers.push(("X-Error-Message", told.to_owned()));
        return answer;
    }
    let mut answer = error(status, "Repository not found");
    answer.headers.push(("X-Error-Code", "RepoNotFound".to_owned()));
    answer
}
