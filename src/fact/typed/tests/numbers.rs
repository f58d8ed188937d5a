//! Numbers, counts and amounts.

use super::check;

#[test]
fn counts() {
    check(
        "count",
        &[
            ("40000", "{count:{low:40000,high:40000}}"),
            ("40 000", "{count:{low:40000,high:40000}}"),
            ("40\u{202f}000 people", "{count:{low:40000,high:40000}}"),
            ("40,000 People", "{count:{low:40000,high:40000}}"),
            ("40.000", "{count:{low:40000,high:40000}}"),
            ("1'234'567", "{count:{low:1234567,high:1234567}}"),
            ("0", "{count:{low:0,high:0}}"),
            ("40k", "{count:{low:40000,high:40000}}"),
            ("1.2m", "{count:{low:1200000,high:1200000}}"),
            ("1,5 million", "{count:{low:1500000,high:1500000}}"),
            ("2 Mio", "{count:{low:2000000,high:2000000}}"),
            ("0.125m", "{count:{low:125000,high:125000}}"),
        ],
    );
}

#[test]
fn counts_that_are_not_exact() {
    check(
        "count",
        &[
            ("~40k", "{count:{low:40000,high:40000,about:true}}"),
            ("about 40 000", "{count:{low:40000,high:40000,about:true}}"),
            ("ca. 1.2m", "{count:{low:1200000,high:1200000,about:true}}"),
            ("10k..400k", "{count:{low:10000,high:400000}}"),
            ("10k - 400k", "{count:{low:10000,high:400000}}"),
            ("10 to 20 people", "{count:{low:10,high:20}}"),
            ("~10k..20k", "{count:{low:10000,high:20000,about:true}}"),
            (">=10k", "{count:{low:10000}}"),
            ("10k+", "{count:{low:10000}}"),
            ("10k..", "{count:{low:10000}}"),
            ("at least 10 000", "{count:{low:10000}}"),
            (">10k", "{count:{low:10001}}"),
            ("over 500", "{count:{low:501}}"),
            ("<=500", "{count:{low:0,high:500}}"),
            ("up to 500", "{count:{low:0,high:500}}"),
            ("..500", "{count:{low:0,high:500}}"),
            (
                "fewer",
                "refused: `fewer` is not a number of people or things; type for example 40000, ~40k, 10k..400k or >=10k",
            ),
            ("under 500", "{count:{low:0,high:499}}"),
        ],
    );
}

#[test]
fn counts_that_are_refused() {
    let plain = |typed: &str| {
        format!(
            "refused: `{typed}` is not a number of people or things; type for example 40000, ~40k, 10k..400k or >=10k"
        )
    };
    for typed in [
        "many", "12.5", "-5", "40 00", "4,00,000", "1.2.3", "<0", "12 30", "k", "~", "1e6", "..", "0.0005k",
        "٤٠",
    ] {
        check("count", &[(typed, &plain(typed))]);
    }
    check(
        "count",
        &[
            ("10-20k", "refused: `10-20k` can be read in two ways; type 10000..20000 or 10..20000"),
            ("10..20k", "{count:{low:10,high:20000}}"),
            ("1.200k", "refused: `1.200k` can be read in two ways; type 1200000 or 1200"),
            ("20..10", "refused: `20..10` runs backwards: type the lower number first"),
            ("9007199254740991", "{count:{low:9007199254740991,high:9007199254740991}}"),
            (
                "9007199254740992",
                "refused: `9007199254740992` has more digits than can be recorded; the largest number is 9007199254740991",
            ),
            (
                "99999999999999999999999999bn",
                "refused: `99999999999999999999999999bn` has more digits than can be recorded; the largest number is 9007199254740991",
            ),
        ],
    );
}

#[test]
fn whole_numbers_and_decimals() {
    check("int", &[("-3", "{int:-3}"), ("\u{2212}40 000", "{int:-40000}"), ("12.0", "{int:12}")]);
    check("int", &[("1.5", "refused: `1.5` is not a whole number; type for example 12")]);
    check(
        "decimal",
        &[
            ("12.5", "{decimal:12.5}"),
            ("12,5", "{decimal:12.5}"),
            ("-0.125", "{decimal:-0.125}"),
            ("1 200.50", "{decimal:1200.50}"),
            ("1,200.50", "{decimal:1200.50}"),
            ("1.200,50", "{decimal:1200.50}"),
            ("1.200", "refused: `1.200` can be read in two ways; type 1200 or 1.2000"),
            ("1.2000", "{decimal:1.2000}"),
            ("12.", "refused: `12.` is not a number; type for example 12.5"),
            (
                "0.1234567890",
                "refused: `0.1234567890` has more digits than can be recorded; the largest number is 9007199254740991",
            ),
        ],
    );
    check("percent", &[("12.5%", "{percent:12.5}"), ("12,125 %", "{percent:12.125}"), ("0", "{percent:0}")]);
    check("percent", &[("half", "refused: `half` is not a percentage; type for example 12.5%")]);
}

#[test]
fn amounts() {
    check(
        "money",
        &[
            ("1200.50 EUR", "{money:{amount:1200.50,currency:EUR}}"),
            ("EUR 1200", "{money:{amount:1200,currency:EUR}}"),
            ("eur1,200.50", "{money:{amount:1200.50,currency:EUR}}"),
            ("1,200 USD", "{money:{amount:1200,currency:USD}}"),
            ("€ 1.200,50", "{money:{amount:1200.50,currency:EUR}}"),
            ("300£", "{money:{amount:300,currency:GBP}}"),
            ("50 BTC", "{money:{amount:50,currency:BTC}}"),
            ("1200", "refused: `1200` names no currency; type its three letters, for example 1200.50 EUR"),
            (
                "$ 1200",
                "refused: `$ 1200` names no currency; type its three letters, for example 1200.50 EUR",
            ),
            ("a lot", "refused: `a lot` is not an amount with its currency; type for example 1200.50 EUR"),
            ("é", "refused: `é` is not an amount with its currency; type for example 1200.50 EUR"),
        ],
    );
}
