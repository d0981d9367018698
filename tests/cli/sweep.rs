//! A few hundred combinations of options over plain and odd tables: the description holds together,
//! and a probe in the middle of a cell names this cell.

use serde_json::Value as Json;

use crate::png::Png;
use crate::run::{Folder, Run, at, example, number, numbers};

/// Options, at most one of each line.
const CHOICES: &[&[&str]] = &[
    &[
        "--size 300x200",
        "--size 60x50",
        "--size 900x20",
        "--size 500x700 --scale 1.5",
        "--size 9x9",
        "--scale 0.3",
    ],
    &[
        "--xscale linear",
        "--xscale log",
        "--xscale date",
        "--xscale category",
    ],
    &[
        "--yscale linear",
        "--yscale log",
        "--yscale date",
        "--yscale category",
    ],
    &["--origin upper", "--origin lower"],
    &["--aspect equal", "--aspect auto"],
    &["--xside top"],
    &["--yside right"],
    &["--gap 0.5", "--gap 2", "--gap 40"],
    &["--text", "--text .2f", "--text=~s", "--text=,.3%"],
    &[
        "--norm log",
        "--norm symlog",
        "--norm symlog:0.01",
        "--norm power:0.3",
        "--norm power:3",
        "--norm quantile",
    ],
    &[
        "--range 0,10",
        "--range -5,5",
        "--range -1e300,1e300",
        "--range 1,1.0000001",
        "--robust",
    ],
    &["--midpoint 0", "--midpoint 3", "--midpoint -1e9"],
    &[
        "--classes 1",
        "--classes 7",
        "--classes -1,0,1",
        "--classes 1,10,100",
    ],
    &[
        "--colormap vik",
        "--colormap turbo_r",
        "--colormap RdBu",
        "--colormap cividis",
    ],
    &["--missing red", "--under black", "--over #fff8"],
    &[
        "--reduce min",
        "--reduce max",
        "--reduce extreme",
        "--reduce sum",
        "--reduce count",
        "--reduce nearest",
    ],
    &[
        "--title A_title",
        "--title A_title_that_is_very_much_too_long_for_a_picture_of_this_size_to_be_shown_whole",
    ],
    &["--xlabel X", "--ylabel Y", "--zlabel Z_of_some_length"],
    &["--theme dark"],
    &[
        "--layout matrix",
        "--header no",
        "--header yes",
        "--index none",
        "--index 1",
    ],
];

const COMBINATIONS: usize = 240;

const EXAMPLES: [&str; 8] = [
    "commits.csv",
    "flights.csv",
    "gaps.csv",
    "golden.csv",
    "medals.csv",
    "numbers.csv",
    "productivity.csv",
    "volcano.csv",
];

/// The examples, and tables with something odd about each.
fn tables(folder: &Folder) -> Vec<String> {
    let wide: Vec<String> = (0..2000).map(|n| (n * 7919 % 1000).to_string()).collect();
    let odd = [
        ("one.csv", "5\n".to_owned()),
        ("row.csv", "1,2,3\n".to_owned()),
        ("column.csv", "1\n2\n3\n".to_owned()),
        ("missing.csv", "a,b\nNA,NA\nNA,NA\n".to_owned()),
        ("equal.csv", "2,2\n2,2\n".to_owned()),
        ("infinite.csv", "inf,-inf,1\n2,inf,3\n".to_owned()),
        ("huge.csv", "1e308,-1e308\n1,0\n".to_owned()),
        ("tiny.csv", "5e-324,0\n1e-323,-5e-324\n".to_owned()),
        ("ragged.csv", "1,2,3\n4\n5,6,7,8\n".to_owned()),
        (
            "edges.csv",
            "y,1,10,100,1000\n1,1,2,3\n2,4,5,6\n4\n".to_owned(),
        ),
        (
            "far.csv",
            ",1e300,2e300\n1e-300,1,2\n2e-300,3,4\n".to_owned(),
        ),
        (
            "near.csv",
            ",1e15,1000000000000001\n0.1,1,2\n0.10000000000000002,3,4\n".to_owned(),
        ),
        (
            "negative.csv",
            ",-3,-1,5\n-10,1,-2\n0,3,-4\n10,5,0\n"
                .replace("-2\n", "-2,0\n")
                .replace("-4\n", "-4,1\n")
                .replace(",0\n", ",0,1\n"),
        ),
        (
            "dates.csv",
            ",1969-12-31,2024-02-29,2024-03-01T12:00\na,1,2,3\nb,4,5,6\n".to_owned(),
        ),
        (
            "tidy.csv",
            "x,y,v\n1,1,1\n2,1,2\n4,1,3\n1,3,4\n2,3,5\n4,3,6\n".to_owned(),
        ),
        (
            "wide.csv",
            format!("{}\n{}\n", wide.join(","), wide.join(",")),
        ),
        ("tall.csv", wide.join("\n") + "\n"),
        (
            "words.csv",
            ",ä€𝒳,,\u{202e}b,\"line\nbreak\"\nr,1,2,3,4\nr,5,6,7,8\n".to_owned(),
        ),
    ];
    let mut names: Vec<String> = EXAMPLES.iter().map(|name| example(name)).collect();
    for (name, text) in odd {
        folder.write(name, text);
        names.push(name.to_owned());
    }
    names
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// Some options, each line of [`CHOICES`] with a chance of one in five.
    fn options(&mut self) -> String {
        let chosen = CHOICES.iter().filter_map(|choices| {
            let chosen = choices[self.below(choices.len())];
            (self.below(5) == 0).then_some(chosen)
        });
        chosen.collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn any_combination_of_options_holds_together() {
    let folder = Folder::new();
    let tables = tables(&folder);
    std::thread::scope(|scope| {
        for part in 0..2 {
            let (folder, tables) = (&folder, &tables);
            scope.spawn(move || {
                let mut random = Random(0x2545_f491_4f6c_dd1d + part);
                for round in 0..COMBINATIONS / 2 {
                    let table = &tables[round % tables.len()];
                    let options = random.options();
                    combination(folder, &format!("{table} {options}"), &mut random);
                    if round % 16 == 0 {
                        let out = format!("{part}.png");
                        let run = folder.cellsius(&format!("{table} {options} -o {out}"));
                        if run.status == Some(0) {
                            Png::open(&folder.path(&out));
                        }
                    }
                }
            });
        }
    });
}

/// One combination: its description, then probes of some of its cells.
fn combination(folder: &Folder, arguments: &str, random: &mut Random) {
    let run = folder.cellsius(&format!("{arguments} --describe"));
    // Some tables have no column or row to spare for labels.
    let relabelled = ["--header yes", "--index 1"]
        .iter()
        .any(|option| arguments.contains(option));
    if relabelled && run.status == Some(1) {
        run.fails(1);
        return;
    }
    run.ok();
    for line in run.err.lines() {
        assert!(line.contains(": warning: "), "{run}");
    }
    let described = run.json();
    sound(&described, &run);
    // A gap leaves a cell's middle alone where the cell is longer than the gap by this.
    let gap: f64 = match arguments.split_once("--gap ") {
        Some((_, rest)) => rest.split(' ').next().unwrap().parse().unwrap(),
        None => 0.0,
    };
    let shortest = 4.0 + 2.0 * gap;
    let axes = [Along::new(&described, "x"), Along::new(&described, "y")];
    let cells: Vec<[Middle; 2]> = (0..4)
        .filter_map(|_| {
            Some([
                axes[0].some_cell(random, shortest)?,
                axes[1].some_cell(random, shortest)?,
            ])
        })
        .collect();
    let probes: Vec<String> = cells
        .iter()
        .map(|[x, y]| format!("--probe {},{}", x.px, y.px))
        .collect();
    let probed = folder.cellsius(&format!("{arguments} --describe {}", probes.join(" ")));
    let json = probed.json();
    for (index, [x, y]) in cells.iter().enumerate() {
        let probe = at(&json, &format!("/probes/{index}"));
        for (name, middle) in [("column", x), ("row", y)] {
            let found = &probe[name];
            let one = found.as_u64() == Some(middle.index);
            let among = found.as_array().is_some_and(|ends| {
                let ends: Vec<u64> = ends.iter().filter_map(Json::as_u64).collect();
                ends[0] <= middle.index && middle.index <= ends[1]
            });
            assert!(
                one || among,
                "{name} {} at {index}: {probe} {probed}",
                middle.index
            );
        }
    }
}

/// Numbers are finite, ticks stand on their axes.
fn sound(described: &Json, run: &Run) {
    let rect = numbers(described, "/plots/0/rect");
    let size = numbers(described, "/size");
    let inside = rect[0] + rect[2] <= size[0] && rect[1] + rect[3] <= size[1];
    assert!(inside && rect[2] >= 1.0 && rect[3] >= 1.0, "{rect:?} {run}");
    for pointer in ["/plots/0/x", "/plots/0/y"] {
        let axis = at(described, pointer);
        let range = numbers(axis, "/range");
        let finite = range.iter().all(|end| end.is_finite());
        assert!(finite && range[0] != range[1], "{range:?} {run}");
        let start = if pointer.ends_with('x') { 0 } else { 1 };
        ticks(axis, [rect[start], rect[start] + rect[start + 2]], run);
    }
    let (low, high) = (
        number(described, "/plots/0/layers/0/min"),
        number(described, "/plots/0/layers/0/max"),
    );
    assert!(
        low < high && low.is_finite() && high.is_finite(),
        "{low} {high} {run}"
    );
    for bar in at(described, "/colorbars").as_array().unwrap() {
        let rect = numbers(bar, "/rect");
        assert!(
            rect[0] + rect[2] <= size[0] && rect[1] + rect[3] <= size[1],
            "{bar} {run}"
        );
        ticks(bar, [rect[1], rect[1] + rect[3]], run);
    }
}

fn ticks(axis: &Json, [from, to]: [f64; 2], run: &Run) {
    for tick in at(axis, "/ticks").as_array().unwrap() {
        let px = number(tick, "/px");
        assert!(
            (from - 0.5..=to + 0.5).contains(&px),
            "{tick} not in {from}..{to} {run}"
        );
        assert!(number(tick, "/value").is_finite(), "{tick} {run}");
        assert!(tick["label"].is_string(), "{tick} {run}");
    }
}

/// An axis, to find the middles of its cells.
struct Along {
    edges: Vec<f64>,
    range: [f64; 2],
    /// px of the range's ends.
    ends: [f64; 2],
    log: bool,
}

/// The middle of a cell on one axis.
struct Middle {
    index: u64,
    px: f64,
}

impl Along {
    fn new(described: &Json, name: &str) -> Self {
        let axis = at(described, &format!("/plots/0/{name}"));
        let rect = numbers(described, "/plots/0/rect");
        let range = numbers(axis, "/range");
        Self {
            edges: numbers(described, &format!("/plots/0/layers/0/{name}_edges")),
            range: [range[0], range[1]],
            ends: match name {
                "x" => [rect[0], rect[0] + rect[2]],
                _ => [rect[1] + rect[3], rect[1]],
            },
            log: axis["scale"] == "log",
        }
    }

    /// Some cell that is at least so long in px, if this one is.
    fn some_cell(&self, random: &mut Random, shortest: f64) -> Option<Middle> {
        let index = random.below(self.edges.len() - 1);
        let [a, b] = [self.px(self.edges[index])?, self.px(self.edges[index + 1])?];
        let px = (a / 2.0 + b / 2.0).floor() + 0.5;
        ((a - b).abs() >= shortest).then_some(Middle {
            index: u64::try_from(index).unwrap(),
            px,
        })
    }

    fn px(&self, data: f64) -> Option<f64> {
        if self.log && data <= 0.0 {
            return None;
        }
        let scaled = |value: f64| if self.log { value.ln() } else { value };
        let [from, to] = self.range.map(scaled);
        // Halved, so that the widest ranges do not overflow.
        let along = (scaled(data) / 2.0 - from / 2.0) / (to / 2.0 - from / 2.0);
        Some(self.ends[0] + along * (self.ends[1] - self.ends[0]))
    }
}
