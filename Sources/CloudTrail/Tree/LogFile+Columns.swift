// SPDX-License-Identifier: Apache-2.0
import Columns

extension LogFile {
  /// The value of a partition column for every record of the file, read into the column's type.
  ///
  /// `account`, `region`, `year`, `month`, `day` and `date` (`YYYY/MM/DD`) are known; NULL where the
  /// place of the file does not tell. The path is the root as it was given, and the path below it.
  func value(ofPartition name: String, _ shape: ValueShape) -> Value {
    text(ofPartition: name).map { shape.scalar(Array($0.utf8)) } ?? .null
  }

  private func text(ofPartition name: String) -> String? {
    switch name {
    case "account": account
    case "region": region
    case "year": day.map { Day.padded($0.year, 4) }
    case "month": day.map { Day.padded($0.month, 2) }
    case "day": day.map { Day.padded($0.day, 2) }
    case "date": day.map { $0.description.split(separator: "-").joined(separator: "/") }
    default: nil
    }
  }
}
