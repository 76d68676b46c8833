// SPDX-License-Identifier: Apache-2.0

/// The keys of a configuration; `docs/config.schema.json` names the same, which a test holds it to.
package enum ConfigurationKey: String, CaseIterable, Sendable {
  /// For editors that check while one types; not read.
  case schema = "$schema"
  case title, organization, logs, scope, duplicates, expected, integrity
  case accountNames, tables, locations, packs
  case queries, parameters, entities, templates, output, pageSize, workers, memoryLimit, now
  case limits, damaged
  case secrets, sign
}

/// The keys of `scope`.
package enum ScopeKey: String, CaseIterable, Sendable {
  case accounts, regions, from, to
}

/// The keys of `limits`.
package enum LimitKey: String, CaseIterable, Sendable {
  case fileBytes, inflationRatio, fileRecords, recordBytes, stringBytes, nestingDepth, files
}

/// The keys of `expected`.
package enum ExpectedKey: String, CaseIterable, Sendable {
  case accounts, regions, trails, eventSelectors
}

/// The keys of one of the `queries`.
package enum InlineQueryKey: String, CaseIterable, Sendable {
  case id, title, sql, description, section, severity, controls, expect, per, link
  case parameters
}

/// The keys of one kind of `entities`.
package enum EntityLimitKey: String, CaseIterable, Sendable {
  case pages
}

/// The keys of `sign`.
package enum SignKey: String, CaseIterable, Sendable {
  case tool, key
}

/// The keys of `integrity`.
package enum IntegrityKey: String, CaseIterable, Sendable {
  case publicKeys, signatures, exclude
}
