//! The list of services. A new one is a line here.

use desk::{Service, Street};
use web::House;

/// Every house on the street.
pub const SERVICES: &[Service] = &[permits::SERVICE];
pub const HOUSES: &[House] = &[permits::HOUSE];

/// The street with all its houses; an error names the file at fault.
pub fn street() -> Result<Street, String> {
    Street::shipped(SERVICES, web::WORDS)
}
