//! What the models call the layers, in the order in which their weights are stored.

use face_preflight::internals::face::{LANDMARK_POINTS, Net};

/// A layer's names in a model.
#[derive(Default)]
pub struct Names {
    /// That of its kernel and its biases.
    pub weights: String,
    /// That of its slopes, where it has any.
    pub slopes: Option<String>,
    /// Which of the model's outputs are kept, where not all are.
    pub outputs: Option<Vec<usize>>,
}

/// The names of a net's layers.
pub fn of(net: Net, layers: usize) -> Vec<Names> {
    match net {
        Net::Detector => detector(layers),
        Net::Landmarks => landmarks(),
    }
}

fn detector(layers: usize) -> Vec<Names> {
    let numbered = |name: &str, number: usize| match number {
        0 => name.to_owned(),
        _ => format!("{name}_{number}"),
    };
    let blocks = (layers - 5) / 2;
    let mut names = vec!["conv2d".to_owned()];
    for block in 0..blocks {
        names.push(numbered("depthwise_conv2d", block));
        names.push(numbered("conv2d", block + 1));
    }
    names.extend(["classificator_8", "classificator_16", "regressor_8", "regressor_16"].map(str::to_owned));
    names.into_iter().map(|weights| Names { weights, ..Names::default() }).collect()
}

fn landmarks() -> Vec<Names> {
    let plain = |name: &str, number: usize| Names { weights: format!("{name}_{number}"), ..Names::default() };
    let convolution = |number: usize, slopes: usize| Names {
        slopes: Some(format!("p_re_lu_{slopes}")),
        ..plain("conv2d", number)
    };
    let depthwise = |number| plain("depthwise_conv2d", number);
    let mut names = vec![convolution(1, 1)];
    // The trunk, and the branch of the points to where it narrows, are numbered through.
    for block in 1..=17 {
        names.extend([depthwise(block), convolution(block + 1, block + 1)]);
    }
    names.extend([convolution(19, 19), depthwise(18), convolution(20, 20)]);
    let places =
        LANDMARK_POINTS.iter().flat_map(|point| (0..3).map(move |axis| usize::from(*point) * 3 + axis));
    names.push(Names { outputs: Some(places.collect()), ..plain("conv2d", 21) });
    names.extend([
        depthwise(23),
        convolution(28, 26),
        convolution(29, 27),
        depthwise(24),
        convolution(30, 28),
    ]);
    names.push(plain("conv2d", 31));
    names
}
