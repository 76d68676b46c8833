// SPDX-License-Identifier: Apache-2.0

/// The four kinds of events that a trail can be told to log, each by itself.
package enum EventKind: String, Sendable, CaseIterable {
  case management, data, insights, networkActivity

  /// For people.
  var label: String {
    switch self {
    case .management: "Management events"
    case .data: "Data events"
    case .insights: "Insights events"
    case .networkActivity: "Network activity events"
    }
  }
}
