// SPDX-License-Identifier: Apache-2.0

/// What ought to be logged, by the word of AWS or of the reader's own: nil is not known.
package struct ExpectedLogs: Sendable, Equatable {
  package var accounts: [ExpectedAccount]?
  package var regions: [String]?
  package var trails: [ExpectedTrail]?
  /// What each trail is told to log.
  package var selectors: [ExpectedSelectors]?

  package init(
    accounts: [ExpectedAccount]? = nil,
    regions: [String]? = nil,
    trails: [ExpectedTrail]? = nil,
    selectors: [ExpectedSelectors]? = nil
  ) {
    self.accounts = accounts
    self.regions = regions
    self.trails = trails
    self.selectors = selectors
  }
}

/// An account of an organization.
package struct ExpectedAccount: Sendable, Equatable {
  /// Twelve digits.
  package var id: String
  package var name: String?
  /// False for a suspended account, which can do nothing.
  package var isActive: Bool
  /// `YYYY-MM-DD`: nothing is expected before.
  package var joinedDay: String?

  package init(
    id: String,
    name: String? = nil,
    isActive: Bool = true,
    joinedDay: String? = nil
  ) {
    self.id = id
    self.name = name
    self.isActive = isActive
    self.joinedDay = joinedDay
  }
}

/// A trail, as `aws cloudtrail describe-trails` prints it; nil is not told.
package struct ExpectedTrail: Sendable, Equatable {
  package var name: String
  package var homeRegion: String?
  package var isMultiRegion: Bool?
  package var isOrganization: Bool?
  package var includesGlobalServices: Bool?
  package var validatesLogFiles: Bool?
  package var hasInsights: Bool?

  package init(
    name: String,
    homeRegion: String? = nil,
    isMultiRegion: Bool? = nil,
    isOrganization: Bool? = nil,
    includesGlobalServices: Bool? = nil,
    validatesLogFiles: Bool? = nil,
    hasInsights: Bool? = nil
  ) {
    self.name = name
    self.homeRegion = homeRegion
    self.isMultiRegion = isMultiRegion
    self.isOrganization = isOrganization
    self.includesGlobalServices = includesGlobalServices
    self.validatesLogFiles = validatesLogFiles
    self.hasInsights = hasInsights
  }
}

/// What one trail is told to log, as `aws cloudtrail get-event-selectors` prints it.
package struct ExpectedSelectors: Sendable, Equatable {
  package var trail: String
  package var kinds: Set<EventKind>
  /// What restricts them: `no events of kms.amazonaws.com`, `AWS::S3::Object only`.
  package var limits: [String]

  package init(trail: String, kinds: Set<EventKind>, limits: [String] = []) {
    self.trail = trail
    self.kinds = kinds
    self.limits = limits
  }
}

/// A call that changes what is logged.
package struct LoggingChange: Sendable, Equatable {
  /// As in the log.
  package var time: String
  package var account: String?
  package var region: String?
  /// `StopLogging`, `DeleteTrail`, `UpdateTrail` and the like.
  package var name: String
  package var user: String?
  /// The `name` or `trailName` of its request.
  package var trail: String?
  package var errorCode: String?
  package var eventID: String?

  package init(
    time: String,
    account: String?,
    region: String?,
    name: String,
    user: String? = nil,
    trail: String? = nil,
    errorCode: String? = nil,
    eventID: String? = nil
  ) {
    self.time = time
    self.account = account
    self.region = region
    self.name = name
    self.user = user
    self.trail = trail
    self.errorCode = errorCode
    self.eventID = eventID
  }

  /// Whether logging ended by it.
  var endsLogging: Bool {
    (errorCode ?? "").isEmpty && (name == "StopLogging" || name == "DeleteTrail")
  }
}
