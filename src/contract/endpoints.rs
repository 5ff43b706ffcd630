//! Where the call goes. Data and face groups are kept apart by region.

use serde::Serialize;

/// One region.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    /// The region's id.
    pub region: &'static str,
    /// The region's name.
    pub name: &'static str,
    /// Host for calls from the internet.
    pub public: &'static str,
    /// Host for calls from inside the region's virtual private cloud.
    pub vpc: &'static str,
    /// Calls per second that an account may make, all its users together.
    pub queries_per_second: u32,
    /// Where this comes from.
    #[serde(skip)]
    pub source: &'static str,
    /// Where the sources disagree, what was chosen and why.
    #[serde(skip)]
    pub note: &'static str,
}

const SOURCE: &str = "Endpoint table of the SDKs (Python 3.20 to 3.22, Go v3.19.0); API overview, 2026-10";

const RATE: &str = "An older page (2025-12) allows 10 calls per second everywhere; the overview of 2026-10 \
    differs by region and calls itself authoritative: chosen, and it is never the larger one.";

/// The four regions that the sources list. The SDK would build a host for any region's name, but no page
/// offers the operation elsewhere.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        region: "ap-southeast-1",
        name: "Singapore",
        public: "cloudauth-intl.ap-southeast-1.aliyuncs.com",
        vpc: "cloudauth-intl-vpc.ap-southeast-1.aliyuncs.com",
        queries_per_second: 10,
        source: SOURCE,
        note: "",
    },
    Endpoint {
        region: "cn-hongkong",
        name: "China (Hong Kong)",
        public: "cloudauth-intl.cn-hongkong.aliyuncs.com",
        vpc: "cloudauth-intl-vpc.cn-hongkong.aliyuncs.com",
        queries_per_second: 10,
        source: SOURCE,
        note: "",
    },
    Endpoint {
        region: "ap-southeast-3",
        name: "Malaysia (Kuala Lumpur)",
        public: "cloudauth-intl.ap-southeast-3.aliyuncs.com",
        vpc: "cloudauth-intl-vpc.ap-southeast-3.aliyuncs.com",
        queries_per_second: 3,
        source: SOURCE,
        note: RATE,
    },
    Endpoint {
        region: "ap-southeast-5",
        name: "Indonesia (Jakarta)",
        public: "cloudauth-intl.ap-southeast-5.aliyuncs.com",
        vpc: "cloudauth-intl-vpc.ap-southeast-5.aliyuncs.com",
        queries_per_second: 3,
        source: SOURCE,
        note: RATE,
    },
];
