//! Lists of values: plain, or as bytes with a type (`{dtype, bdata, shape}`).

use std::borrow::Cow;
use std::sync::Arc;

use super::Node;

/// Why a typed array cannot be read, as the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ArrayError(pub String);

/// The type of a typed array's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dtype {
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F32,
    F64,
}

impl Dtype {
    fn named(name: &str) -> Option<Self> {
        // A byte order in front is numpy's way to write it.
        Some(match name.trim_start_matches(['<', '|', '=']) {
            "i1" | "int8" => Self::I8,
            "u1" | "uint8" | "u1c" | "uint8c" | "uint8clamped" => Self::U8,
            "i2" | "int16" => Self::I16,
            "u2" | "uint16" => Self::U16,
            "i4" | "int32" => Self::I32,
            "u4" | "uint32" => Self::U32,
            "i8" | "int64" | "bigint64" => Self::I64,
            "u8" | "uint64" | "biguint64" => Self::U64,
            "f4" | "float32" => Self::F32,
            "f8" | "float64" => Self::F64,
            _ => return None,
        })
    }

    const fn size(self) -> usize {
        match self {
            Self::I8 | Self::U8 => 1,
            Self::I16 | Self::U16 => 2,
            Self::I32 | Self::U32 | Self::F32 => 4,
            Self::I64 | Self::U64 | Self::F64 => 8,
        }
    }

    /// The number at the start of little-endian bytes; NaN where they are too few.
    fn read(self, bytes: &[u8]) -> f64 {
        fn first<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
            bytes.first_chunk::<N>().copied()
        }
        #[expect(clippy::cast_precision_loss, reason = "as JavaScript's numbers")]
        let number = match self {
            Self::I8 => first(bytes).map(|b| f64::from(i8::from_le_bytes(b))),
            Self::U8 => first(bytes).map(|b| f64::from(u8::from_le_bytes(b))),
            Self::I16 => first(bytes).map(|b| f64::from(i16::from_le_bytes(b))),
            Self::U16 => first(bytes).map(|b| f64::from(u16::from_le_bytes(b))),
            Self::I32 => first(bytes).map(|b| f64::from(i32::from_le_bytes(b))),
            Self::U32 => first(bytes).map(|b| f64::from(u32::from_le_bytes(b))),
            Self::I64 => first(bytes).map(|b| i64::from_le_bytes(b) as f64),
            Self::U64 => first(bytes).map(|b| u64::from_le_bytes(b) as f64),
            Self::F32 => first(bytes).map(|b| f64::from(f32::from_le_bytes(b))),
            Self::F64 => first(bytes).map(f64::from_le_bytes),
        };
        number.unwrap_or(f64::NAN)
    }
}

/// Numbers as bytes, or a part of them.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    dtype: Dtype,
    bytes: &'a [u8],
}

impl Typed<'_> {
    /// How many numbers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len() / self.dtype.size()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number at a place; NaN beyond the end.
    #[must_use]
    pub fn get(&self, index: usize) -> f64 {
        let start = index.saturating_mul(self.dtype.size());
        self.dtype.read(self.bytes.get(start..).unwrap_or_default())
    }
}

/// A list in any of its forms.
#[derive(Clone, Copy, Debug)]
pub enum List<'a> {
    /// Numbers; NaN stands for `null`.
    Numbers(&'a [f64]),
    /// Any values.
    Values(&'a [Node]),
    /// Typed numbers.
    Typed(Typed<'a>),
}

impl<'a> List<'a> {
    /// The list that a value is; none where it is no list. A typed array of several dimensions is
    /// one list of all its numbers.
    ///
    /// # Errors
    /// If it is a typed array whose type is unknown or whose length fits neither type nor shape.
    pub fn of(node: &'a Node) -> Result<Option<Self>, ArrayError> {
        Ok(match node {
            Node::Numbers(numbers) => Some(Self::Numbers(numbers)),
            Node::List(values) => Some(Self::Values(values)),
            _ => typed(node)?.map(|(typed, _)| Self::Typed(typed)),
        })
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Values(values) => values.len(),
            Self::Typed(typed) => typed.len(),
        }
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The finite number at a place, numeric words included; NaN for anything else.
    #[must_use]
    pub fn number(&self, index: usize) -> f64 {
        let number = match self {
            Self::Numbers(numbers) => numbers.get(index).copied(),
            Self::Values(values) => values.get(index).and_then(Node::numeric),
            Self::Typed(typed) => Some(typed.get(index)),
        };
        number
            .filter(|number| number.is_finite())
            .unwrap_or(f64::NAN)
    }

    /// The value at a place; `Null` for NaN and beyond the end.
    #[must_use]
    pub fn value(&self, index: usize) -> Cow<'a, Node> {
        let number = match self {
            Self::Numbers(numbers) => numbers.get(index).copied().unwrap_or(f64::NAN),
            Self::Typed(typed) => typed.get(index),
            Self::Values(values) => {
                return values
                    .get(index)
                    .map_or(Cow::Owned(Node::Null), Cow::Borrowed);
            }
        };
        Cow::Owned(if number.is_nan() {
            Node::Null
        } else {
            Node::Number(number)
        })
    }
}

/// A list of lists in any of its forms.
#[derive(Clone, Copy, Debug)]
pub enum Rows<'a> {
    /// Lists, each of its own length.
    Lists(&'a [Node]),
    /// Typed numbers, so many in a row.
    Typed {
        /// All of them, row by row.
        all: Typed<'a>,
        /// How many rows there are.
        rows: usize,
        /// How many numbers a row has.
        columns: usize,
    },
}

impl<'a> Rows<'a> {
    /// The rows of a list whose first element is a list, or of a typed array of two dimensions;
    /// none for anything else.
    ///
    /// # Errors
    /// As [`List::of`].
    pub fn of(node: &'a Node) -> Result<Option<Self>, ArrayError> {
        if let Node::List(lists) = node {
            let first = lists.first().is_some_and(is_list);
            return Ok(first.then_some(Self::Lists(lists)));
        }
        Ok(match typed(node)? {
            Some((all, Some([rows, columns]))) => Some(Self::Typed { all, rows, columns }),
            _ => None,
        })
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Lists(lists) => lists.len(),
            Self::Typed { rows, .. } => *rows,
        }
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A row; none beyond the end and where it is no list.
    ///
    /// # Errors
    /// As [`List::of`].
    pub fn row(&self, index: usize) -> Result<Option<List<'a>>, ArrayError> {
        match self {
            Self::Lists(lists) => lists.get(index).map_or(Ok(None), List::of),
            Self::Typed { all, rows, columns } => {
                if index >= *rows {
                    return Ok(None);
                }
                let size = columns * all.dtype.size();
                let bytes = all.bytes.get(index * size..).unwrap_or_default();
                Ok(Some(List::Typed(Typed {
                    dtype: all.dtype,
                    bytes: bytes.get(..size).unwrap_or_default(),
                })))
            }
        }
    }
}

/// True for plain lists and typed arrays, good or bad.
#[must_use]
pub fn is_list(node: &Node) -> bool {
    node.is_list() || matches!(node.get("bdata"), Some(Node::Bytes(_)))
}

type Shaped<'a> = (Typed<'a>, Option<[usize; 2]>);

/// A typed array, with its rows and columns where it has two dimensions.
fn typed(node: &Node) -> Result<Option<Shaped<'_>>, ArrayError> {
    let (Some(Node::Bytes(bytes)), Some(name)) =
        (node.get("bdata"), node.get("dtype").and_then(Node::text))
    else {
        return Ok(None);
    };
    let Some(dtype) = Dtype::named(name) else {
        let name: String = name.chars().take(20).collect();
        return Err(ArrayError(format!(
            "has the unknown dtype \"{name}\", expected one such as f8, f4, i4 or u1"
        )));
    };
    let size = dtype.size();
    if bytes.len() % size != 0 {
        return Err(ArrayError(format!(
            "has {} bytes, expected a multiple of the {size} of its dtype {name}",
            bytes.len()
        )));
    }
    let count = bytes.len() / size;
    let shape = shape(node)?;
    let typed = Typed { dtype, bytes };
    let Some(shape) = shape else {
        return Ok(Some((typed, None)));
    };
    let product = shape
        .iter()
        .try_fold(1_usize, |product, side| product.checked_mul(*side));
    if product != Some(count) {
        let sides: Vec<String> = shape.iter().take(4).map(ToString::to_string).collect();
        return Err(ArrayError(format!(
            "has {count} numbers, expected as many as its shape {} says",
            sides.join(" x ")
        )));
    }
    let two = <[usize; 2]>::try_from(shape.as_slice()).ok();
    Ok(Some((typed, two)))
}

/// The `shape` of a typed array: `"3,4"`, `[3, 4]` or a single number.
fn shape(node: &Node) -> Result<Option<Vec<usize>>, ArrayError> {
    let side = |number: f64| -> Option<usize> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be whole and in range"
        )]
        ((0.0..9e15).contains(&number) && number.fract() == 0.0).then_some(number as usize)
    };
    let sides: Option<Vec<usize>> = match node.get("shape") {
        None | Some(Node::Null) => return Ok(None),
        Some(Node::Text(text)) if text.trim().is_empty() => return Ok(None),
        Some(Node::Text(text)) => text.split(',').map(|s| s.trim().parse().ok()).collect(),
        Some(Node::Number(number)) => side(*number).map(|side| vec![side]),
        Some(Node::Numbers(numbers)) => numbers.iter().map(|n| side(*n)).collect(),
        Some(_) => None,
    };
    match sides {
        Some(sides) if !sides.is_empty() => Ok(Some(sides)),
        _ => Err(ArrayError(
            "has a shape that is no list of lengths, expected one such as \"3,4\"".to_owned(),
        )),
    }
}

/// The numbers of a list without holding them twice; none where it is no list, numeric words
/// included and everything else as NaN.
///
/// # Errors
/// As [`List::of`].
pub fn numbers(node: &Node) -> Result<Option<Arc<[f64]>>, ArrayError> {
    let list = List::of(node)?;
    Ok(list.map(|list| (0..list.len()).map(|index| list.number(index)).collect()))
}
