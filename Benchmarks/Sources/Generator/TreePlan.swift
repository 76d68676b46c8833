// SPDX-License-Identifier: Apache-2.0
private import Foundation

/// What a tree is to be: the same seed and size give the same text in every file.
package struct TreeOptions: Sendable, Equatable {
  package var seed: Int
  /// The text of all files, about.
  package var textByteCount: Int
  /// Records a file at most: few for a tree of many small files.
  package var recordLimit: Int

  package init(seed: Int = 1, textByteCount: Int, recordLimit: Int = 6000) {
    self.seed = seed
    self.textByteCount = textByteCount
    self.recordLimit = recordLimit
  }
}

/// One log file before it is written.
struct PlannedFile {
  let number: Int
  let place: Place
  /// Seconds into the day at which it was delivered.
  let stamp: Int
  let recordCount: Int
  /// Records of an earlier file of the same place that stand at the end of this one once more.
  let repeated: (file: Int, count: Int)?
}

/// The files of a tree, in the order they are made up.
struct TreePlan {
  /// 2026-01-01, in days since 1970.
  static let firstDay = 20_454
  /// What a record takes on average; the planned size holds to a few per cent.
  static let recordByteCount = 1600
  /// A busy organization logs this much a day.
  static let dayByteCount = 150_000_000

  let files: [PlannedFile]

  init(_ options: TreeOptions) {
    var random = SeededRandom(seed: UInt64(options.seed), 4)
    let days = max(1, (options.textByteCount + Self.dayByteCount - 1) / Self.dayByteCount)
    var files: [PlannedFile] = []
    var originals: [Int: [Int]] = [:]
    var left = options.textByteCount / Self.recordByteCount
    while left > 0 || files.isEmpty {
      let place = Place(
        account: Organization.accountChoice.draw(&random),
        region: Organization.regionChoice.draw(&random),
        day: Self.firstDay + random.below(days)
      )
      let cell = (place.day * 8 + place.region) * 8 + place.account
      let wanted = exp(pow(random.fraction(), 0.6) * log(Double(options.recordLimit)))
      let earlier = originals[cell].map { files[random.element($0)] }
      let isRedelivery = random.chance(0.003)
      let hasRepeats = random.chance(0.02)
      let repeatCount = 1 + random.below(20)
      let stamp = 600 + random.below(85_000)
      var count = max(1, min(left, Int(wanted)))
      var repeated: (file: Int, count: Int)?
      if let earlier, isRedelivery {
        count = 0
        repeated = (earlier.number, earlier.recordCount)
      } else {
        if let earlier, hasRepeats {
          repeated = (earlier.number, min(repeatCount, earlier.recordCount))
        }
        originals[cell, default: []].append(files.count)
      }
      files.append(
        PlannedFile(
          number: files.count,
          place: place,
          stamp: stamp,
          recordCount: count,
          repeated: repeated
        )
      )
      left -= count + (repeated?.count ?? 0)
    }
    self.files = files
  }
}
