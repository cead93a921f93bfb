//! Requests one model, `GET /api/models/{id}`, and follows renames.

use super::{
    listing::api,
    record::{Record, read_line},
};
use http_client::{Client, Rejection, Reply};
use std::sync::atomic::{AtomicUsize, Ordering};
use url::Url;

/// Maximum number of renames that are followed.
const MOST_RENAMES: usize = 3;

/// The Hub's response for one id.
pub(super) enum Model {
    /// The model exists, perhaps under another id. Contains the record and its text.
    Record(Box<Record>, Vec<u8>),
    /// The model is deleted: 404, 410, 401 for a request without a token, or 403 because it is disabled.
    Gone(u16),
    /// Any other response, or no response.
    Unclear,
}

/// After this many failed requests in a row, no more models are requested.
const MOST_FAILURES: usize = 3;

/// Requests individual models from any number of threads.
pub(super) struct Details<'d, 'c> {
    client: &'d Client<'c>,
    endpoint: &'d Url,
    query: &'d str,
    failures: AtomicUsize,
}

impl<'d, 'c> Details<'d, 'c> {
    /// Requests models from this Hub with this query.
    #[must_use]
    pub(super) fn new(client: &'d Client<'c>, endpoint: &'d Url, query: &'d str) -> Self {
        Self { client, endpoint, query, failures: AtomicUsize::new(0) }
    }

    /// Requests one model. Returns at once if the Hub has stopped responding.
    pub(super) fn ask(&self, id: &str) -> Model {
        if self.failures.load(Ordering::Relaxed) >= MOST_FAILURES {
            return Model::Unclear;
        }
        let Ok(model) = self.follow(address(self.endpoint, id, self.query)) else {
            self.failures.fetch_add(1, Ordering::Relaxed);
            return Model::Unclear;
        };
        self.failures.store(0, Ordering::Relaxed);
        model
    }

    fn follow(&self, mut url: Url) -> Result<Model, http_client::Error> {
        for _ in 0..=MOST_RENAMES {
            match self.client.get(url.clone(), |_, _| {}, |reply| judge(self.endpoint, reply))? {
                Answer::Model(model) => return Ok(model),
                Answer::Moved(to) => {
                    url = to;
                    url.set_query(Some(self.query));
                }
            }
        }
        Ok(Model::Unclear)
    }
}

fn address(endpoint: &Url, id: &str, query: &str) -> Url {
    let mut url = api(endpoint);
    // Ids only contain characters that need no encoding.
    url.set_path(&format!("{}/{id}", url.path()));
    url.set_query(Some(query));
    url
}

enum Answer {
    Model(Model),
    Moved(Url),
}

fn judge(endpoint: &Url, reply: Reply) -> Result<Answer, Rejection> {
    match reply.status {
        200 => {
            if !reply.is_json() {
                return Err(Rejection::Again("the response is not JSON".to_owned()));
            }
            match read_line(&reply.body) {
                Some(record) if reply.body[record.place.end..].trim_ascii().is_empty() => {
                    Ok(Answer::Model(Model::Record(Box::new(record), reply.body)))
                }
                _ => Err(Rejection::Again("the response is not a record".to_owned())),
            }
        }
        404 | 410 => Ok(Answer::Model(Model::Gone(reply.status))),
        401 if !reply.is_authorized => Ok(Answer::Model(Model::Gone(401))),
        // The Hub has disabled the model, so no token gives access to it.
        403 if reply.is_disabled() => Ok(Answer::Model(Model::Gone(403))),
        300..=399 => match reply.location.as_deref().and_then(|to| reply.url.join(to).ok()) {
            // The token is also sent to the target, so it must be on the same server and route.
            Some(to)
                if to.origin() == endpoint.origin() && to.path().starts_with(&format!("{}/", api(endpoint).path())) =>
            {
                Ok(Answer::Moved(to))
            }
            _ => Ok(Answer::Model(Model::Unclear)),
        },
        _ => Ok(Answer::Model(Model::Unclear)),
    }
}
