//! As much of DER (X.690) as a time stamp needs: elements of definite length. Must not guess at anything else.

/// The kinds of elements that are read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Boolean = 0x01,
    Integer = 0x02,
    Octets = 0x04,
    Null = 0x05,
    Oid = 0x06,
    Time = 0x18,
    Sequence = 0x30,
    Set = 0x31,
    Zero = 0xa0,
}

/// An element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element<'a> {
    tag: u8,
    /// Its bytes.
    pub(super) content: &'a [u8],
}

/// Elements one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Elements<'a>(&'a [u8]);

impl<'a> Element<'a> {
    /// The element that is all there is.
    pub(super) fn only(bytes: &'a [u8]) -> Option<Self> {
        let mut elements = Elements(bytes);
        let element = elements.next()?;
        elements.0.is_empty().then_some(element)
    }

    /// What is in it, if it is of a kind.
    pub(super) fn open(self, tag: Tag) -> Option<Elements<'a>> {
        (self.tag == tag as u8).then_some(Elements(self.content))
    }

    /// The number of an integer below 128.
    pub(super) fn small(self) -> Option<u8> {
        match self.content {
            [number] if *number < 0x80 => Some(*number),
            _other => None,
        }
    }
}

impl<'a> Elements<'a> {
    fn next(&mut self) -> Option<Element<'a>> {
        let (tag, rest) = self.0.split_first()?;
        let (first, rest) = rest.split_first()?;
        let (length, rest) = match *first {
            short @ 0..=0x7f => (usize::from(short), rest),
            long @ 0x81..=0x84 => {
                let (digits, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
                (
                    digits
                        .iter()
                        .try_fold(0_usize, |n, byte| Some(n.checked_mul(256)? + usize::from(*byte)))?,
                    rest,
                )
            }
            _indefinite => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(Element { tag: *tag, content })
    }

    /// The next element, if it is of a kind.
    pub(super) fn take(&mut self, tag: Tag) -> Option<Element<'a>> {
        self.next().filter(|element| element.tag == tag as u8)
    }

    /// What is in the next element, if it is of a kind.
    pub(super) fn enter(&mut self, tag: Tag) -> Option<Self> {
        self.next()?.open(tag)
    }
}

/// An element of less than 128 bytes: no query has a longer one.
pub(super) fn element(tag: Tag, content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap_or(u8::MAX);
    debug_assert!(length < 0x80, "only short elements are written");
    let mut bytes = vec![tag as u8, length];
    bytes.extend_from_slice(content);
    bytes
}

/// Elements in a sequence.
pub(super) fn sequence(elements: &[Vec<u8>]) -> Vec<u8> {
    element(Tag::Sequence, &elements.concat())
}

/// A number that is not negative, in as few bytes as there can be.
pub(super) fn integer(number: u64) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(7);
    let digits = bytes.get(zeros..).unwrap_or_default();
    let mut content = Vec::new();
    // A first bit would make it negative.
    content.extend(digits.first().filter(|first| **first >= 0x80).map(|_| 0));
    content.extend_from_slice(digits);
    element(Tag::Integer, &content)
}
