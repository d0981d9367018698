//! The peers' steps beside ours.

use cellsius::grid::Reduction;

use super::folder;
use super::median;
use super::peers;
use super::step::{Step, Timed};

/// One case of a measuring script.
struct Peer {
    /// What it is, for the table.
    name: &'static str,
    script: &'static str,
    kind: &'static str,
    /// The name of the number that counts.
    number: &'static str,
    /// The scene of ours that it stands beside.
    scene: &'static str,
    reduction: Reduction,
}

const INTERACT: &str = "interact.py";
const REGRID: &str = "regrid.py";

const MEAN: Reduction = Reduction::Mean;
const MAX: Reduction = Reduction::Max;
const EVEN_4: &str = "4096², f64";
const EVEN_10: &str = "10 000², f32";
const UNEQUAL: &str = "10 000², f32, unequal edges";
const LOG: &str = "10 000², f32, log axes";

const fn peer(
    name: &'static str,
    [script, kind, number]: [&'static str; 3],
    scene: &'static str,
    reduction: Reduction,
) -> Peer {
    Peer {
        name,
        script,
        kind,
        number,
        scene,
        reduction,
    }
}

/// The peers of the project's table of aims.
const PEERS: [Peer; 12] = [
    peer(
        "PyQtGraph ImageItem 4096², pan (nearest: drops cells)",
        [INTERACT, "pyqtgraph ImageItem 4096x4096", "pan_s"],
        EVEN_4,
        MEAN,
    ),
    peer(
        "matplotlib imshow 4096², pan",
        [INTERACT, "matplotlib imshow 4096x4096", "pan_s"],
        EVEN_4,
        MEAN,
    ),
    peer(
        "Plotly 4096², pan until drawn",
        [INTERACT, "plotly 4096x4096 even", "relayout_frame_s"],
        EVEN_4,
        MEAN,
    ),
    peer(
        "PyQtGraph downsample, mean (whole factors)",
        [REGRID, "pyqtgraph downsample (integer factors)", "mean_s"],
        EVEN_10,
        MEAN,
    ),
    peer(
        "OpenCV INTER_AREA, mean",
        [REGRID, "opencv INTER_AREA", "mean_s"],
        EVEN_10,
        MEAN,
    ),
    peer(
        "datashader raster, mean",
        [REGRID, "datashader raster", "mean_s"],
        EVEN_10,
        MEAN,
    ),
    peer(
        "datashader raster, max",
        [REGRID, "datashader raster", "max_s"],
        EVEN_10,
        MAX,
    ),
    peer(
        "datashader quadmesh, unequal edges, mean",
        [REGRID, "datashader quadmesh, uneven edges", "mean_s"],
        UNEQUAL,
        MEAN,
    ),
    peer(
        "datashader quadmesh, unequal edges, max",
        [REGRID, "datashader quadmesh, uneven edges", "max_s"],
        UNEQUAL,
        MAX,
    ),
    peer(
        "datashader quadmesh, log axes, mean",
        [REGRID, "datashader quadmesh, log axes and edges", "mean_s"],
        LOG,
        MEAN,
    ),
    peer(
        "Plotly 1000² on log axes, pan until drawn (ours: 10 000²)",
        [INTERACT, "plotly 1000x1000 uneven log", "relayout_frame_s"],
        LOG,
        MEAN,
    ),
    peer(
        "matplotlib pcolormesh 500² on log axes, pan (ours: 10 000²)",
        [INTERACT, "matplotlib pcolormesh 500x500 log axes", "pan_s"],
        LOG,
        MEAN,
    ),
];

/// A table for `RESULTS.md`: regridding peers time the reduction alone, ours is the whole step.
pub(crate) fn table(ours: &[Timed], wanted: &str) -> String {
    let mut text = "| peer | its step, ms | its whole process (memory without its children) | our step, ms | times as long as Cellsius |\n| --- | ---: | ---: | ---: | ---: |\n".to_owned();
    let folder = folder::folder();
    for peer in PEERS {
        if !peer.scene.contains(wanted) {
            continue;
        }
        let path = if peer.script == REGRID {
            folder.join("grid_10k.npy")
        } else {
            folder.clone()
        };
        let measured = if path.exists() {
            peers::script(peer.script, &[peer.kind, &path.to_string_lossy()])
        } else {
            Err("no data (see CELLSIUS_BENCH_DATA)".to_owned())
        };
        let theirs = measured.and_then(|measured| {
            let seconds = measured.numbers.get(peer.number).copied();
            let whole = format!(
                "{:.0} s, {:.0} MB",
                measured.run.seconds, measured.run.peak_mb
            );
            Ok((seconds.ok_or("no number")?, whole))
        });
        let same = |timed: &&Timed| {
            timed.scene == peer.scene
                && timed.step == Step::Pan
                && timed.reduction == peer.reduction
        };
        let mine = ours
            .iter()
            .find(same)
            .and_then(|timed| median(&timed.whole));
        let cells = match (theirs, mine) {
            (Ok((seconds, whole)), Some(mine)) => {
                let theirs = seconds * 1e3;
                format!("{theirs:.1} | {whole} | {mine:.1} | {:.1}", theirs / mine)
            }
            (Ok((seconds, whole)), None) => {
                format!("{:.1} | {whole} | not measured | ", seconds * 1e3)
            }
            (Err(reason), _) => format!("{reason} | | | "),
        };
        text.push_str(&format!("| {} | {cells} |\n", peer.name));
    }
    text
}
