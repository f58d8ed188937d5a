//! Randomness from the operating system: identities, salts, public ids and codenames. A seeded exercise draws from its seed instead; its
//! first entry says so.

use std::cell::RefCell;
use std::marker::PhantomData;

use crate::base::digest::Digest;
use crate::base::id::IncidentUid;
use crate::record::passage::Salt;

/// The operating system gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no randomness: {0}")]
pub(crate) struct NoRandomness(getrandom::Error);

/// Letters and digits that are not mistaken for each other when spoken or written by hand; no vowels, so that no words come out.
const ALPHABET: &[u8] = b"23456789BCDFGHJKMNPQRTVWXZ";

/// Codenames: short, easy to say on a bad line, and telling nothing.
const CODENAMES: &str = include_str!("codenames.txt");

thread_local! {
    /// What this thread draws from, while it plays a seeded exercise: the seed and how many blocks were drawn.
    static SEED: RefCell<Option<(u64, u64)>> = const { RefCell::new(None) };
}

/// While it lives, this thread draws from a seed: the same seed gives the same ids and salts. For exercises alone: salts that can be
/// guessed protect no words.
#[derive(Debug)]
pub(crate) struct Seeded(PhantomData<*const ()>);

impl Seeded {
    /// Begins to draw from a seed.
    pub(crate) fn begin(seed: u64) -> Self {
        SEED.with_borrow_mut(|drawn| *drawn = Some((seed, 0)));
        Self(PhantomData)
    }
}

impl Drop for Seeded {
    fn drop(&mut self) {
        SEED.with_borrow_mut(|drawn| *drawn = None);
    }
}

/// The next block of the seed: SHA-256 over the seed and the number of the block.
fn seeded_block() -> Option<[u8; 32]> {
    SEED.with_borrow_mut(|drawn| {
        let (seed, block) = drawn.as_mut()?;
        *block += 1;
        Some(Digest::of(format!("breachbook exercise seed {seed} block {block}").as_bytes()).0)
    })
}

fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    const { assert!(N <= 32) };
    let mut bytes = [0; N];
    if let Some(block) = seeded_block() {
        for (to, from) in bytes.iter_mut().zip(block) {
            *to = from;
        }
        return Ok(bytes);
    }
    getrandom::fill(&mut bytes).map_err(NoRandomness)?;
    Ok(bytes)
}

/// A new identity.
pub(crate) fn uid() -> Result<IncidentUid, NoRandomness> {
    bytes().map(IncidentUid)
}

/// A new salt.
pub(crate) fn salt() -> Result<Salt, NoRandomness> {
    bytes().map(Salt)
}

/// A number that a time stamp has to repeat.
pub(crate) fn nonce() -> Result<u64, NoRandomness> {
    bytes().map(u64::from_be_bytes)
}

/// A number below `bound`.
fn below(bound: usize) -> Result<usize, NoRandomness> {
    let drawn = u64::from_le_bytes(bytes()?);
    let bound = u64::try_from(bound.max(1)).unwrap_or(1);
    Ok(usize::try_from(drawn % bound).unwrap_or(0))
}

/// A public id such as `INC-2026-K7QD`.
pub(crate) fn public_id(prefix: &str, year: i32) -> Result<String, NoRandomness> {
    let mut id = format!("{prefix}-{year}-");
    for _ in 0..4 {
        let letter = ALPHABET.get(below(ALPHABET.len())?).copied().unwrap_or(b'X');
        id.push(char::from(letter));
    }
    Ok(id)
}

/// A codename that none of `taken` has.
pub(crate) fn codename(taken: &[String]) -> Result<String, NoRandomness> {
    let free: Vec<&str> =
        CODENAMES.split_whitespace().filter(|name| !taken.iter().any(|t| t == name)).collect();
    match free.get(below(free.len())?) {
        Some(name) => Ok((*name).to_owned()),
        None => Ok(format!("incident-{}", below(1_000_000)?)),
    }
}

#[cfg(test)]
mod tests;
