//! Numbers to read and to show.

/// Rows of smooth hills with 1 % noise, the same on every run.
///
/// The formula is that of the project's measuring scripts; the noise is our own (xorshift64*, Box
/// and Muller), so the digits differ and the sizes do not.
pub(crate) fn hills(rows: usize, columns: usize) -> impl Iterator<Item = Vec<f64>> {
    let mut noise = Noise(0x9e37_79b9_7f4a_7c15);
    let place = |index: usize, count: usize, reach: f64| {
        -reach + 2.0 * reach * index as f64 / (count.max(2) - 1) as f64
    };
    (0..rows).map(move |row| {
        let y = place(row, rows, 2.0);
        (0..columns)
            .map(|column| {
                let x = place(column, columns, 3.0);
                let hill = (1.0 - x / 2.0 + x.powi(5) + y.powi(3)) * (-x * x - y * y).exp();
                let ripple = 0.3 * (7.0 * x + 3.0 * y).sin();
                (hill + ripple) * 10.0 + 0.1 * noise.normal()
            })
            .collect()
    })
}

struct Noise(u64);

impl Noise {
    fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11;
        (bits as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }
}
