//! Carries out a deploy plan, stage by stage.

use crate::deploy::{
    Progress,
    error::Error,
    files,
    form::{Body, FormRules},
    plan::{DeployPlan, Upload},
    stage::Stage,
    store::{self, Store},
};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::PutMode;
use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

/// Maximum number of names in one delete request; the limit of S3.
const REMOVALS: usize = 1_000;

/// State shared by all stages.
pub(super) struct Work<'a> {
    pub(super) store: &'a Store,
    pub(super) folder: &'a Path,
    pub(super) rules: FormRules<'a>,
    pub(super) concurrency: usize,
    pub(super) progress: &'a dyn Fn(Progress),
    /// Bytes sent, after compression.
    pub(super) sent: AtomicU64,
}

impl Work<'_> {
    /// Runs all stages. A stage starts only after the previous one is complete.
    pub(super) async fn apply(&self, plan: &DeployPlan<'_>) -> Result<(), Error> {
        let mut new_index = plan.uploads.iter().find(|upload| upload.is_new && upload.stage == Stage::SitemapIndex);
        for stage in plan.uploads.chunk_by(|a, b| a.stage == b.stage) {
            if stage[0].stage >= Stage::NewHome
                && let Some(index) = new_index.take()
            {
                self.put_empty_index(index).await?;
            }
            (self.progress)(Progress::Stage { stage: stage[0].stage, files: stage.len() });
            let puts = stream::iter(stage).map(|upload| self.put(upload)).buffer_unordered(self.concurrency);
            puts.try_for_each(|()| async {
                (self.progress)(Progress::File);
                Ok(())
            })
            .await?;
        }
        for stage in plan.removals.chunk_by(|(a, _), (b, _)| a == b) {
            (self.progress)(Progress::Stage { stage: stage[0].0, files: stage.len() });
            for part in stage.chunks(REMOVALS) {
                let names: Vec<&str> = part.iter().map(|(_, name)| *name).collect();
                self.remove(&names).await?;
                for _ in &names {
                    (self.progress)(Progress::File);
                }
            }
        }
        Ok(())
    }

    /// Uploads an empty sitemap index before new pages that link to it. The full index comes later, because its
    /// sitemaps list those pages.
    async fn put_empty_index(&self, index: &Upload<'_>) -> Result<(), Error> {
        const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                             <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"></sitemapindex>\n";
        let wanted = &index.wanted;
        let headers = self.rules.headers(wanted.source, wanted.file.content_type, Body::Plain);
        let put = self.store.put(&wanted.key, EMPTY.into(), Some(&headers), PutMode::Overwrite).await;
        put.map(|_| ()).map_err(|error| self.store.error(&format!("put `{}`", wanted.key), &error))
    }

    async fn put(&self, upload: &Upload<'_>) -> Result<(), Error> {
        let wanted = &upload.wanted;
        let ready = files::ready(self.folder, wanted).await?;
        let headers = self.rules.headers(wanted.source, wanted.file.content_type, wanted.body);
        let length = ready.bytes.len() as u64;
        let put = self.store.put(&wanted.key, ready.bytes, Some(&headers), PutMode::Overwrite).await;
        let put = put.map_err(|error| self.store.error(&format!("put `{}`", wanted.key), &error))?;
        self.sent.fetch_add(length, Ordering::Relaxed);
        match store::is_whole(&put, &ready.md5) {
            Some(true) => return Ok(()),
            Some(false) => return Err(Error::Altered(wanted.key.to_string())),
            None => {}
        }
        // The store returned no hash, so only the length can be compared.
        let stored = self.store.length(&wanted.key).await?;
        if stored == length {
            return Ok(());
        }
        Err(Error::Damaged { key: wanted.key.to_string(), sent: length, stored })
    }

    /// Deletes objects, with retries. A retried request may name objects that are already deleted.
    async fn remove(&self, names: &[&str]) -> Result<(), Error> {
        const ATTEMPTS: usize = 4;
        for _ in 1..ATTEMPTS {
            if self.store.remove(names).await.is_ok() {
                return Ok(());
            }
        }
        self.store.remove(names).await
    }
}
