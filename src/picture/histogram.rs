//! How often each luma occurs.

/// Counts of the 256 values.
pub struct Histogram([u32; 256]);

impl Histogram {
    /// Counts samples.
    pub fn of<'a>(rows: impl Iterator<Item = &'a [u8]>) -> Self {
        // Four tables in turn: neighbours are often equal, and adding to the counter that was just written waits for it.
        let mut tables = [[0_u32; 256]; 4];
        for row in rows {
            let (groups, rest) = row.as_chunks::<4>();
            for group in groups {
                for (table, sample) in tables.iter_mut().zip(group) {
                    count(table, *sample);
                }
            }
            let [table, ..] = &mut tables;
            rest.iter().for_each(|sample| count(table, *sample));
        }
        let mut counts = [0; 256];
        for table in tables {
            counts.iter_mut().zip(table).for_each(|(sum, count)| *sum += count);
        }
        Self(counts)
    }

    /// The smallest value that at least `percent` of the samples do not pass; 0 where there are none.
    pub fn percentile(&self, percent: u64) -> usize {
        let wanted = (self.count() * percent).div_ceil(100);
        let mut seen = 0;
        let found = self.0.iter().position(|&count| {
            seen += u64::from(count);
            seen >= wanted
        });
        found.unwrap_or(255)
    }

    /// Share of the samples that are at least `value`.
    pub fn share_from(&self, value: usize) -> f64 {
        let over: u64 = self.0.iter().skip(value).map(|&count| u64::from(count)).sum();
        over as f64 / self.count().max(1) as f64
    }

    /// How many samples were counted.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|&count| u64::from(count)).sum()
    }
}

fn count(table: &mut [u32; 256], sample: u8) {
    if let Some(count) = table.get_mut(usize::from(sample)) {
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_and_shares_of_a_ramp() {
        let ramp: Vec<u8> = (0..=255).collect();
        let histogram = Histogram::of(ramp.chunks(3));
        assert_eq!(histogram.percentile(95), 243);
        assert_eq!(histogram.percentile(0), 0);
        assert_eq!(histogram.share_from(247), 9.0 / 256.0);
    }

    #[test]
    fn nothing_is_counted_as_dark() {
        let empty = Histogram::of([].into_iter());
        assert_eq!(empty.percentile(95), 0);
        assert_eq!(empty.share_from(0), 0.0);
    }
}
