// SPDX-License-Identifier: Apache-2.0

/// What a query says about itself: the head of its file.
package struct QueryMetadata: Hashable, Sendable {
  package var title: String
  /// The heading it stands under in the report.
  package var section: String?
  package var severity: QuerySeverity
  package var controls: [Control]
  package var expectation: QueryExpectation
  /// What is asked and what to look for; paragraphs stand apart by an empty line.
  package var description: String
  /// The kinds of entities on whose pages the rows stand as well.
  package var per: [EntityKind]
  /// Columns that hold entities although the analyzer cannot see it.
  package var links: [ColumnLink]

  package init(
    title: String,
    section: String? = nil,
    severity: QuerySeverity = .info,
    controls: [Control] = [],
    expectation: QueryExpectation = .anyRows,
    description: String = "",
    per: [EntityKind] = [],
    links: [ColumnLink] = []
  ) {
    self.title = title
    self.section = section
    self.severity = severity
    self.controls = controls
    self.expectation = expectation
    self.description = description
    self.per = per
    self.links = links
  }
}

/// How much a row of the answer matters.
package enum QuerySeverity: String, CaseIterable, Sendable {
  case critical, high, medium, low, info
}

/// How many rows the author of a query expects.
package enum QueryExpectation: Hashable, Sendable {
  /// The query lists; no number of rows is wrong.
  case anyRows
  case noRows
  case atMost(Int)
}

/// Numbers of one standard: `PCI-DSS-3.2.1 7.2.1, 10.2.2`.
package struct Control: Hashable, Sendable {
  /// With its version: `CIS-AWS-1.4`.
  package let standard: String
  package let numbers: [String]

  package init(standard: String, numbers: [String]) {
    self.standard = standard
    self.numbers = numbers
  }
}

/// `column=kind`: the column's values name entities.
package struct ColumnLink: Hashable, Sendable {
  /// A column of the result, as typed; names compare without regard to case.
  package let column: String
  package let kind: EntityKind

  package init(column: String, kind: EntityKind) {
    self.column = column
    self.kind = kind
  }
}
