"""How charts write numbers and days: 1.234,5, Vietnamese months."""

from __future__ import annotations

from typing import Any

VIETNAMESE: dict[str, Any] = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đ"], "percent": " %"},
    "time": {
        "dateTime": "%d/%m/%Y %H:%M",
        "date": "%-d/%-m/%Y",
        "time": "%H:%M",
        "periods": ["SA", "CH"],
        "days": ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
        "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
        "months": [f"Tháng {number}" for number in range(1, 13)],
        "shortMonths": [f"Th{number}" for number in range(1, 13)],
    },
}
