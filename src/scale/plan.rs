//! The plan of a picture: what is cut out, how large it becomes, where each sample comes from.

use super::axis::Axis;
use crate::{
    options::{Crop, Landscape, Options, Target},
    picture::{Orientation, Size, Subsampling},
};

/// What is cut out of the picture once its faces are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Nothing.
    AsPlanned,
    /// A portrait of the full height, at the face.
    Portrait,
    /// The face and what belongs around it.
    Face,
}

/// What happens to a photo of a known size: decided before any pixel is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Size as stored.
    pub stored: Size,
    /// How the stored photo is turned.
    pub orientation: Orientation,
    /// Size after turning.
    pub upright: Size,
    /// Top left corner of the part that is kept, in upright pixels.
    pub crop_left: u32,
    /// See [`crop_left`](Self::crop_left).
    pub crop_top: u32,
    /// Size of the part that is kept, in upright pixels.
    pub crop: Size,
    /// Size of the picture that comes out of scaling. It goes out like this, unless more is cut off.
    pub output: Size,
    /// What is cut off when the faces are known.
    pub framing: Framing,
    /// Chroma resolution of the picture that comes out.
    pub subsampling: Subsampling,
}

impl Plan {
    /// Plans a photo of `stored` size; `with_faces` says whether its faces will be known before it is encoded.
    pub fn new(stored: Size, orientation: Orientation, options: &Options, with_faces: bool) -> Self {
        let upright = if orientation.swaps_axes() { stored.swapped() } else { stored };
        let is_cut = options.landscape == Landscape::Crop && !upright.is_portrait();
        let to_face = with_faces && options.crop == Crop::Face && (is_cut || upright.is_portrait());
        let (crop, framing) = match (is_cut, to_face) {
            (true, _) if with_faces => {
                (within_a_stretch(upright), if to_face { Framing::Face } else { Framing::Portrait })
            }
            (true, _) => (centred_portrait(upright), Framing::AsPlanned),
            (false, true) => (upright, Framing::Face),
            (false, false) => (upright, Framing::AsPlanned),
        };
        let shown = if is_cut { centred_portrait(crop) } else { crop };
        let output = match framing {
            Framing::AsPlanned => output_size(crop, &options.target),
            Framing::Portrait => alike(crop, shown, output_size(shown, &options.target), 1),
            Framing::Face => alike(crop, shown, output_size(shown, &options.target), FACE_DETAIL),
        };
        Self {
            stored,
            orientation,
            upright,
            crop_left: (upright.width - crop.width) / 2,
            crop_top: (upright.height - crop.height) / 2,
            crop,
            output,
            framing,
            subsampling: options.subsampling,
        }
    }

    /// Horizontal and vertical axis of the luma plane, in stored order.
    pub fn luma_axes(&self) -> (Axis, Axis) {
        self.stored_axes(|origin, step, len| Axis { origin: origin + step / 2.0, step, len })
    }

    /// Horizontal and vertical axis of the chroma planes, in stored order.
    ///
    /// A chroma sample of 4:2:0 is between two luma samples. Seen from the upright picture's
    /// start, so that a turned photo of odd size keeps its colours in place.
    pub fn chroma_axes(&self) -> (Axis, Axis) {
        match self.subsampling {
            Subsampling::Full => self.luma_axes(),
            Subsampling::Quarter => self.stored_axes(|origin, step, len| Axis {
                origin: origin + step,
                step: step * 2.0,
                len: Subsampling::Quarter.chroma_len(len),
            }),
        }
    }

    /// Builds both upright axes with `axis(crop origin, luma step, luma length)` and puts them into
    /// stored order.
    fn stored_axes(&self, axis: impl Fn(f64, f64, usize) -> Axis) -> (Axis, Axis) {
        let across = axis(
            self.crop_left.into(),
            f64::from(self.crop.width) / f64::from(self.output.width),
            self.output.width as usize,
        );
        let down = axis(
            self.crop_top.into(),
            f64::from(self.crop.height) / f64::from(self.output.height),
            self.output.height as usize,
        );
        let (horizontal, vertical) =
            if self.orientation.swaps_axes() { (down, across) } else { (across, down) };
        let turn = |axis: Axis, reverse: bool, length: u32| {
            if reverse { axis.reversed(length.into()) } else { axis }
        };
        (
            turn(horizontal, self.orientation.reverses_horizontal(), self.stored.width),
            turn(vertical, self.orientation.reverses_vertical(), self.stored.height),
        )
    }
}

/// How many times as many pixels along each side are read where the picture will be cut to the face, so that what is
/// left still has its full size: enough for faces of a ninth of the photo.
const FACE_DETAIL: u32 = 2;

/// The widest picture, in heights, that is looked through for a face; memory follows its size.
const WIDEST: u32 = 3;

/// The largest 3:4 portrait inside a picture that is not higher than wide.
pub(crate) fn centred_portrait(picture: Size) -> Size {
    Size { width: (picture.height * 3 / 4).max(1), height: picture.height }
}

/// The picture without the ends of a panorama.
fn within_a_stretch(picture: Size) -> Size {
    Size { width: picture.width.min(picture.height.saturating_mul(WIDEST)), height: picture.height }
}

/// The size of `whole` when its part `shown` comes out `detail` times as large as `size`; nothing is enlarged.
fn alike(whole: Size, shown: Size, size: Size, detail: u32) -> Size {
    let height = (size.height * detail).min(shown.height);
    if height == shown.height {
        return whole;
    }
    Size {
        width: proportional(whole.width, height, shown.height),
        height: proportional(whole.height, height, shown.height),
    }
}

/// The shorter side at its target, the longer side within its limit, nothing enlarged.
pub(crate) fn output_size(crop: Size, target: &Target) -> Size {
    let portrait = crop.height >= crop.width;
    let (short, long) = if portrait { (crop.width, crop.height) } else { (crop.height, crop.width) };
    let mut new_short = short.min(target.shorter_side_px).min(target.max_width_px);
    let mut new_long = proportional(long, new_short, short);
    if new_long > target.max_height_px {
        new_long = target.max_height_px;
        new_short = proportional(short, new_long, long);
    }
    if portrait {
        Size { width: new_short, height: new_long }
    } else {
        Size { width: new_long, height: new_short }
    }
}

/// The smallest size of the same proportions that the API takes.
pub(crate) fn smallest_size(size: Size, target: &Target) -> Size {
    let (width, height) = (target.min_width_px, target.min_height_px);
    let height_of_width = proportional(size.height, width, size.width);
    if height_of_width >= height {
        Size { width, height: height_of_width }
    } else {
        Size { width: proportional(size.width, height, size.height).max(width), height }
    }
}

/// A tenth less, but no less than the smallest size; `None` where the size is no larger than that.
pub(crate) fn smaller_size(size: Size, smallest: Size) -> Option<Size> {
    let less = Size { width: size.width * 9 / 10, height: size.height * 9 / 10 };
    let holds = |larger: Size| larger.width > smallest.width && larger.height > smallest.height;
    holds(size).then(|| if holds(less) { less } else { smallest })
}

/// `length * numerator / denominator`, rounded half up, at least 1.
fn proportional(length: u32, numerator: u32, denominator: u32) -> u32 {
    let denominator = u64::from(denominator.max(1));
    let doubled = 2 * u64::from(length) * u64::from(numerator) + denominator;
    u32::try_from(doubled / (2 * denominator)).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(width: u32, height: u32) -> (u32, u32) {
        let plan = Plan::new(Size { width, height }, Orientation::UPRIGHT, &Options::default(), false);
        (plan.output.width, plan.output.height)
    }

    #[test]
    fn scales_the_shorter_side_and_limits_the_longer() {
        assert_eq!(output(3024, 4032), (720, 960));
        assert_eq!(output(1080, 1920), (720, 1280));
        assert_eq!(output(4032, 3024), (960, 720));
        assert_eq!(output(1000, 4000), (480, 1920));
        assert_eq!(output(1000, 5000), (384, 1920));
        assert_eq!(output(1, 65_500), (1, 1920));
    }

    #[test]
    fn the_last_step_down_is_the_smallest_size_of_the_same_proportions() {
        let target = Target::default();
        for (from, last) in [
            ((720, 960), (480, 640)),
            ((720, 1280), (480, 853)),
            ((1080, 1081), (639, 640)),
            ((481, 641), (480, 640)),
            ((960, 720), (853, 640)),
        ] {
            let mut size = Size { width: from.0, height: from.1 };
            let smallest = smallest_size(size, &target);
            while let Some(smaller) = smaller_size(size, smallest) {
                assert!(smaller.width < size.width && smaller.height < size.height);
                size = smaller;
            }
            assert_eq!((size.width, size.height), last);
        }
        for (width, height) in [(480, 640), (480, 1920), (640, 640), (300, 400)] {
            let size = Size { width, height };
            assert!(smaller_size(size, smallest_size(size, &target)).is_none());
        }
    }

    #[test]
    fn never_enlarges() {
        assert_eq!(output(600, 800), (600, 800));
        assert_eq!(output(719, 1000), (719, 1000));
        assert_eq!(output(300, 400), (300, 400));
    }

    #[test]
    fn crops_landscape_when_asked() {
        let options = Options { landscape: Landscape::Crop, ..Options::default() };
        let plan = Plan::new(Size { width: 4032, height: 3024 }, Orientation::UPRIGHT, &options, false);
        assert_eq!((plan.crop_left, plan.crop.width, plan.crop.height), (882, 2268, 3024));
        assert_eq!((plan.output.width, plan.output.height), (720, 960));
    }

    #[test]
    fn more_is_read_where_the_face_decides_what_is_cut() {
        let plan = |width, height, landscape, crop| {
            let options = Options { landscape, crop, ..Options::default() };
            let plan = Plan::new(Size { width, height }, Orientation::UPRIGHT, &options, true);
            (plan.framing, plan.output.width, plan.output.height)
        };
        assert_eq!(plan(4032, 3024, Landscape::Crop, Crop::None), (Framing::Portrait, 1280, 960));
        assert_eq!(plan(4032, 3024, Landscape::Crop, Crop::Face), (Framing::Face, 2560, 1920));
        assert_eq!(plan(3024, 4032, Landscape::Fail, Crop::Face), (Framing::Face, 1440, 1920));
        assert_eq!(plan(1000, 1400, Landscape::Fail, Crop::Face), (Framing::Face, 1000, 1400));
        assert_eq!(plan(4032, 3024, Landscape::Fail, Crop::Face), (Framing::AsPlanned, 960, 720));
        assert_eq!(plan(9000, 1000, Landscape::Crop, Crop::None), (Framing::Portrait, 2880, 960));
        assert_eq!(plan(600, 500, Landscape::Crop, Crop::None), (Framing::Portrait, 600, 500));
    }

    #[test]
    fn axes_of_a_turned_photo_mirror_the_upright_ones() {
        let upright = Size { width: 101, height: 203 };
        let straight = Plan::new(upright, Orientation::UPRIGHT, &Options::default(), false);
        let turned =
            Plan::new(upright, Orientation::from_exif(3).unwrap_or_default(), &Options::default(), false);
        let (a, _) = straight.chroma_axes();
        let (b, _) = turned.chroma_axes();
        assert_eq!((a.origin, a.len), (1.0, 51));
        assert_eq!((b.origin, b.len), (0.0, 51));
    }
}
