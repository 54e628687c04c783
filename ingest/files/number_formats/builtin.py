"""Number formats that an XLSX names by number alone, as they are shown in the United Kingdom."""

from __future__ import annotations

from collections.abc import Mapping

# ECMA-376, part 1, 18.8.30; currency and days are those of the reader's own country.
# Excel itself writes out its own country's forms of 5 to 8 and 41 to 44.
BUILTIN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"£"#,##0_);("£"#,##0)',
    6: '"£"#,##0_);[Red]("£"#,##0)',
    7: '"£"#,##0.00_);("£"#,##0.00)',
    8: '"£"#,##0.00_);[Red]("£"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_("£"* #,##0_);_("£"* (#,##0);_("£"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("£"* #,##0.00_);_("£"* (#,##0.00);_("£"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
}
