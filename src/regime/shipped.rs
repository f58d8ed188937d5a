//! The regimes that come with the program: one word a file. A test holds this list against the folder.

/// Names the files of the folder and embeds them.
macro_rules! regimes {
    ($($id:literal),* $(,)?) => {
        /// Id and text of each.
        pub(super) const SHIPPED: &[(&str, &str)] = &[$(($id, include_str!(concat!("data/", $id, ".toml")))),*];
    };
}

regimes![
    "ae-pdpl",
    "ai-act-73",
    "au-ndb",
    "au-ransom-72h",
    "br-lgpd-48",
    "ca-pipeda",
    "ca-qc-25",
    "cer-15",
    "ch-revfadp-24",
    "circia",
    "cn-cac-incident",
    "cra-14-incident",
    "cra-14-vuln",
    "digital-omnibus-96h",
    "dora-19",
    "eidas-19a",
    "eidas-24-2-fb",
    "eprivacy-611-2013",
    "ftc-safeguards",
    "gdpr-33-1",
    "gdpr-33-2",
    "gdpr-33-5",
    "gdpr-34",
    "hipaa",
    "in-certin",
    "in-dpdp-8-6",
    "jp-appi-26",
    "kr-pipa-34",
    "nis2-23",
    "nis2-marketplace-threshold",
    "pci-visa",
    "psd2-96",
    "sa-pdpl-24",
    "sec-8k-105",
    "sg-pdpa-26d",
    "uk-fca",
    "uk-gdpr-33-1",
    "uk-nis-csrb",
    "uk-pecr-5a",
    "us-ca",
    "us-co",
    "us-fl",
    "us-ny",
    "us-tx",
    "us-wa",
    "za-popia-22",
];
