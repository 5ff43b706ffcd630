//! The JPEG decoder: against a model of the standard, against libjpeg, and with damaged files.

mod damage;
mod differential;
mod libjpeg;
mod model;
mod odd;
mod pictures;
mod scale_loss;
