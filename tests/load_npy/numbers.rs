//! Arrays written number by number.

use cellsius::grid::Value;

use crate::npy::header;
use crate::random::Random;

/// NumPy's types of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Bool,
    U8,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
    F16,
    F32,
    F64,
}

pub(crate) const KINDS: [Kind; 12] = [
    Kind::Bool,
    Kind::U8,
    Kind::U16,
    Kind::U32,
    Kind::U64,
    Kind::I8,
    Kind::I16,
    Kind::I32,
    Kind::I64,
    Kind::F16,
    Kind::F32,
    Kind::F64,
];

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Bool => "b1",
            Self::U8 => "u1",
            Self::U16 => "u2",
            Self::U32 => "u4",
            Self::U64 => "u8",
            Self::I8 => "i1",
            Self::I16 => "i2",
            Self::I32 => "i4",
            Self::I64 => "i8",
            Self::F16 => "f2",
            Self::F32 => "f4",
            Self::F64 => "f8",
        }
    }
}

/// A number that a type holds; no number that would stand for "missing".
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_lossless,
    clippy::cast_precision_loss,
    reason = "any number will do"
)]
pub(crate) fn number(kind: Kind, random: &mut Random) -> Value {
    let bits = random.bits() >> 5;
    match kind {
        Kind::Bool => Value::Int(i64::from(random.below(2) == 1)),
        Kind::U8 => Value::Int(bits as u8 as i64),
        Kind::U16 => Value::Int(bits as u16 as i64),
        Kind::U32 => Value::Int(bits as u32 as i64),
        Kind::U64 => Value::Int((bits << 4) as i64 & i64::MAX),
        Kind::I8 => Value::Int(bits as i8 as i64),
        Kind::I16 => Value::Int((bits as i16).max(-i16::MAX) as i64),
        Kind::I32 => Value::Int((bits as i32).max(-i32::MAX) as i64),
        Kind::I64 => Value::Int((bits << 5) as i64 / 3),
        // Eleven bits of digits, and an exponent as far as sixteen bits reach.
        Kind::F16 => {
            let digits = (bits & 0x7ff) as f64 * if bits & 0x800 == 0 { 1.0 } else { -1.0 };
            Value::Float(digits * 2_f64.powi((bits >> 12 & 0x1f) as i32 % 29 - 24))
        }
        Kind::F32 => Value::Float(f64::from((bits as i32) as f32 * 1.0e-3)),
        Kind::F64 => Value::Float((bits as i64 - (1 << 58)) as f64 * 1.1e-9),
    }
}

/// A float's sixteen bits, by search: only the definition of the format is used.
fn half_bits(value: f64) -> u16 {
    let digits = |bits: u16| f64::from(bits & 0x3ff) / 1024.0;
    let meant = |bits: u16| match bits >> 10 & 0x1f {
        0 => digits(bits) * 2_f64.powi(-14),
        exponent => (1.0 + digits(bits)) * 2_f64.powi(i32::from(exponent) - 15),
    };
    let (mut bits, mut above) = (0, 0x7c00);
    while above - bits > 1 {
        let middle = (bits + above) / 2;
        if meant(middle) <= value.abs() {
            bits = middle;
        } else {
            above = middle;
        }
    }
    assert!(meant(bits) == value.abs(), "{value} has no sixteen bits");
    if value < 0.0 { bits | 0x8000 } else { bits }
}

/// A number's bytes, the least significant first.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the numbers were made for their type"
)]
fn little(kind: Kind, value: Value) -> Vec<u8> {
    let whole = match value {
        Value::Int(int) => int,
        _ => 0,
    };
    let float = value.to_f64();
    let length = match kind {
        Kind::Bool | Kind::U8 | Kind::I8 => 1,
        Kind::U16 | Kind::I16 => 2,
        Kind::U32 | Kind::I32 => 4,
        Kind::U64 | Kind::I64 => 8,
        Kind::F16 => return half_bits(float).to_le_bytes().to_vec(),
        Kind::F32 => return (float as f32).to_le_bytes().to_vec(),
        Kind::F64 => return float.to_le_bytes().to_vec(),
    };
    whole.to_le_bytes()[..length].to_vec()
}

/// A whole file; `numbers` in C order, whatever the file's. Beside the kind: big-endian, Fortran
/// order, version.
pub(crate) fn array(
    kind: Kind,
    (big, fortran, version): (bool, bool, u8),
    axes: &[usize],
    numbers: &[Value],
) -> Vec<u8> {
    let lengths: Vec<String> = axes.iter().map(usize::to_string).collect();
    let comma = if axes.len() == 1 { "," } else { "" };
    let shape = format!("({}{comma})", lengths.join(", "));
    let descr = format!("{}{}", if big { '>' } else { '<' }, kind.name());
    let mut out = header(&descr, fortran, &shape, version);
    let mut place = vec![0; axes.len()];
    for _ in 0..numbers.len() {
        let index = place
            .iter()
            .zip(axes)
            .fold(0, |index, (at, length)| index * length + at);
        let mut bytes = little(kind, numbers[index]);
        if big {
            bytes.reverse();
        }
        out.extend(bytes);
        // The next place in the file's order.
        let mut steps: Vec<usize> = (0..axes.len()).collect();
        if !fortran {
            steps.reverse();
        }
        for axis in steps {
            place[axis] += 1;
            if place[axis] < axes[axis] {
                break;
            }
            place[axis] = 0;
        }
    }
    out
}
