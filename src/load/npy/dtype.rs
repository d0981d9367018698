//! The number types of NumPy, and how their bytes become cells.

use crate::grid::{Cell, Cells};

/// A number type as NumPy has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::load) struct Dtype {
    pub(in crate::load) element: Element,
    /// The first byte counts most.
    pub(in crate::load) big: bool,
}

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::load) enum Element {
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F16,
    F32,
    F64,
}

/// Work on cells of whichever type a file's numbers become.
pub(in crate::load) trait Work {
    type Out;

    /// `decode` makes a cell of a number's bytes; `cells` says of which type they are.
    fn run<T: Cell, const N: usize>(
        self,
        decode: impl Fn([u8; N]) -> T + Copy + Sync,
        cells: fn(Vec<T>) -> Cells,
    ) -> Self::Out;
}

impl Dtype {
    /// From NumPy's name of a type, such as `<f8`; else what the type is.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let order = text.chars().next().filter(|c| "<>|=".contains(*c));
        let name = text.get(usize::from(order.is_some())..).unwrap_or_default();
        let element = match name {
            "b1" | "?" => Element::Bool,
            "i1" | "b" => Element::I8,
            "i2" => Element::I16,
            "i4" => Element::I32,
            "i8" => Element::I64,
            "u1" | "B" => Element::U8,
            "u2" => Element::U16,
            "u4" => Element::U32,
            "u8" => Element::U64,
            "f2" => Element::F16,
            "f4" => Element::F32,
            "f8" => Element::F64,
            _ => return Err(kind(name)),
        };
        // "=" and "|" are of the machine that wrote it; nearly all are little-endian.
        let big = order == Some('>');
        Ok(Self { element, big })
    }

    /// Bytes of a number in the file.
    pub(in crate::load) fn size(self) -> usize {
        match self.element {
            Element::Bool | Element::I8 | Element::U8 => 1,
            Element::I16 | Element::U16 | Element::F16 => 2,
            Element::I32 | Element::U32 | Element::F32 => 4,
            Element::I64 | Element::U64 | Element::F64 => 8,
        }
    }

    /// Bytes of a cell in memory, where no number needs a wider type than the others.
    pub(in crate::load) fn cell_size(self) -> u64 {
        match self.element {
            Element::Bool | Element::U8 => 1,
            Element::I8 | Element::I16 => 2,
            Element::U16 | Element::I32 | Element::F16 | Element::F32 => 4,
            Element::U32 | Element::I64 | Element::U64 | Element::F64 => 8,
        }
    }

    /// Does `work` with the right types.
    pub(in crate::load) fn with<W: Work>(self, work: W) -> W::Out {
        match (self.element, self.big) {
            (Element::Bool, _) => work.run(|[b]: [u8; 1]| u8::from(b != 0), Cells::U8),
            (Element::U8, _) => work.run(|[b]: [u8; 1]| b, Cells::U8),
            (Element::I8, _) => work.run(|b: [u8; 1]| i16::from(i8::from_le_bytes(b)), Cells::I16),
            (Element::I16, false) => work.run(i16::from_le_bytes, Cells::I16),
            (Element::I16, true) => work.run(i16::from_be_bytes, Cells::I16),
            (Element::I32, false) => work.run(i32::from_le_bytes, Cells::I32),
            (Element::I32, true) => work.run(i32::from_be_bytes, Cells::I32),
            // The bits of those beyond i64 are those of negative ones: see `settled`.
            (Element::I64 | Element::U64, false) => work.run(i64::from_le_bytes, Cells::I64),
            (Element::I64 | Element::U64, true) => work.run(i64::from_be_bytes, Cells::I64),
            (Element::U16, false) => work.run(|b| i32::from(u16::from_le_bytes(b)), Cells::I32),
            (Element::U16, true) => work.run(|b| i32::from(u16::from_be_bytes(b)), Cells::I32),
            (Element::U32, false) => work.run(|b| i64::from(u32::from_le_bytes(b)), Cells::I64),
            (Element::U32, true) => work.run(|b| i64::from(u32::from_be_bytes(b)), Cells::I64),
            (Element::F16, false) => work.run(|b| half(u16::from_le_bytes(b)), Cells::F32),
            (Element::F16, true) => work.run(|b| half(u16::from_be_bytes(b)), Cells::F32),
            (Element::F32, false) => work.run(f32::from_le_bytes, Cells::F32),
            (Element::F32, true) => work.run(f32::from_be_bytes, Cells::F32),
            (Element::F64, false) => work.run(f64::from_le_bytes, Cells::F64),
            (Element::F64, true) => work.run(f64::from_be_bytes, Cells::F64),
        }
    }

    /// Cells where no number of the file stands for "missing": a wider type where one would.
    /// Beside them, how many lost digits on the way.
    pub(in crate::load) fn settled(self, cells: Cells) -> (Cells, u64) {
        match cells {
            Cells::I16(cells) if cells.contains(&i16::MIN) => {
                (Cells::I32(cells.into_iter().map(i32::from).collect()), 0)
            }
            Cells::I32(cells) if cells.contains(&i32::MIN) => {
                (Cells::I64(cells.into_iter().map(i64::from).collect()), 0)
            }
            Cells::I64(cells)
                if self.element == Element::U64 && cells.iter().any(|cell| *cell < 0) =>
            {
                floats(&cells, |cell| i128::from(cell.cast_unsigned()))
            }
            Cells::I64(cells) if self.element != Element::U64 && cells.contains(&i64::MIN) => {
                floats(&cells, i128::from)
            }
            cells => (cells, 0),
        }
    }
}

/// Whole numbers as floats, and how many are no floats exactly.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "the nearest float is taken, and those that it is not exact for are counted"
)]
fn floats(cells: &[i64], whole: impl Fn(i64) -> i128) -> (Cells, u64) {
    let mut lost = 0;
    let nearest = |cell: &i64| {
        let whole = whole(*cell);
        let float = whole as f64;
        lost += u64::from(float as i128 != whole);
        float
    };
    let floats = cells.iter().map(nearest).collect();
    (Cells::F64(floats), lost)
}

/// What a type is that is not read.
fn kind(name: &str) -> &'static str {
    match name.chars().next() {
        Some('c') => "complex numbers",
        Some('f') => "floats of more than 64 bits",
        Some('M') => "dates",
        Some('m') => "durations",
        Some('S' | 'a' | 'U') => "text",
        Some('O') => "Python objects",
        Some('V') => "bytes without a type",
        _ => "an unknown type",
    }
}

/// A float of 16 bits.
#[inline]
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let exponent = u32::from(bits >> 10 & 0x1f);
    let fraction = u32::from(bits & 0x3ff);
    match exponent {
        // Zero, and numbers too small for an exponent: a fraction of 2^-24.
        0 => {
            #[expect(clippy::cast_precision_loss, reason = "ten bits")]
            let small = fraction as f32 * f32::from_bits(0x3380_0000);
            f32::from_bits(small.to_bits() | sign)
        }
        0x1f => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}
