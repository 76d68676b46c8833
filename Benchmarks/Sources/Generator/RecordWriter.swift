// SPDX-License-Identifier: Apache-2.0

/// Writes the records of one planned file, one after the other.
struct RecordWriter {
  /// Callers in an account and region on a day.
  private static let sessionCount = 60
  private static let kinds = EventCatalogue.kinds
  private static let everywhere = WeightedChoice(kinds.map { $0.isGlobal ? 0 : $0.weight })
  private static let inFirstRegion = WeightedChoice(kinds.map(\.weight))

  private let file: PlannedFile
  private let organization: Organization
  private let choice: WeightedChoice
  private let sessions: [CallerSession]
  private let date: String
  private var random: SeededRandom
  private var current: CallerSession
  /// Seconds since the first day's midnight; events come 1 to 10 minutes before the delivery.
  private var time: Int

  init(_ file: PlannedFile, of organization: Organization) {
    self.file = file
    self.organization = organization
    random = SeededRandom(seed: organization.seed, 5, file.number)
    let choice = file.place.region == 0 ? Self.inFirstRegion : Self.everywhere
    let count = max(1, min(4, file.recordCount), min(Self.sessionCount, file.recordCount / 20))
    sessions = (0..<count).map { [random = random] index in
      var random = random
      let number = (random.below(Self.sessionCount) + index) % Self.sessionCount
      return CallerSession(number, at: file.place, of: organization, choice: choice)
    }
    self.choice = choice
    current = sessions[0]
    time = file.place.day * 86_400 + file.stamp - 540
    date = CalendarDay(file.place.day).description
  }

  /// Appends the next record.
  mutating func append(to output: inout [UInt8]) {
    if random.chance(0.25) {
      // Few callers make most of the calls.
      let rank = Int(1 / (1 - random.fraction())) - 1
      current = sessions[min(rank, sessions.count - 1)]
    }
    let index = random.chance(0.96) ? random.element(current.habits) : choice.draw(&random)
    if random.chance(0.05) {
      time = min(time + 1 + random.below(4), file.place.day * 86_400 + file.stamp - 60)
    }
    let event = Self.kinds[index]
    if random.chance(0.005) {
      appendOldRecord(event, to: &output)
    } else {
      appendRecord(event, to: &output)
    }
  }

  private mutating func appendRecord(_ event: EventKind, to output: inout [UInt8]) {
    let error = drawError(event)
    output.append(#"{"eventVersion":""#)
    output.append(current.eventVersion)
    output.append(#"","userIdentity":"#)
    output.append(contentsOf: current.identity)
    output.append(#","eventTime":""#)
    appendTime(to: &output)
    appendFields(event, error, to: &output)
    output.append(#","requestParameters":"#)
    append(random.chance(0.03) ? nil : event.parameters, event, to: &output)
    output.append(#","responseElements":"#)
    append(error == nil ? event.response : nil, event, to: &output)
    appendAdditional(event, to: &output)
    output.append(#","requestID":""#)
    if event.category == .data {
      output.append(16, of: Alphabet.base32, bits: 5, &random)
    } else {
      output.appendUUID(&random)
    }
    output.append(#"","eventID":""#)
    output.appendUUID(&random)
    output.append(#"","readOnly":\#(event.isReadOnly)"#)
    if let resources = event.resources {
      output.append(#","resources":"#)
      append(resources, event, to: &output)
    }
    let isSignIn = event.name == "ConsoleLogin"
    output.append(#","eventType":"\#(isSignIn ? "AwsConsoleSignIn" : "AwsApiCall")""#)
    output.append(#","managementEvent":\#(event.category == .management),"recipientAccountId":""#)
    output.append(organization.accounts[file.place.account])
    if event.category == .data, random.chance(0.7) {
      output.append(#"","sharedEventID":""#)
      output.appendUUID(&random)
    }
    if let endpoint = current.vpcEndpoint {
      output.append(#"","vpcEndpointId":"\#(endpoint)"#)
    }
    output.append(#"","eventCategory":"\#(event.category.rawValue)""#)
    if current.hasTLSDetails {
      output.append(
        #","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","#
          + #""clientProvidedHostHeader":"\#(event.source.dropLast(14))."#
      )
      output.append(Organization.regions[file.place.region])
      output.append(#".amazonaws.com"}"#)
    }
    if current.isFromConsole { output.append(#","sessionCredentialFromConsole":"true""#) }
    output.append("}")
  }

  /// A record as trails wrote them before 2019, and tools that sort the keys still do.
  private mutating func appendOldRecord(_ event: EventKind, to output: inout [UInt8]) {
    output.append(#"{"awsRegion":"\#(Organization.regions[file.place.region])","eventID":""#)
    output.appendUUID(&random)
    output.append(#"","eventName":"\#(event.name)","eventSource":"\#(event.source)","eventTime":""#)
    appendTime(to: &output)
    output.append(#"","eventType":"AwsApiCall","eventVersion":"1.05","recipientAccountId":""#)
    output.append(organization.accounts[file.place.account])
    output.append(#"","requestID":""#)
    output.appendUUID(&random)
    output.append(#"","requestParameters":"#)
    append(event.parameters, event, to: &output)
    output.append(#","responseElements":null,"sourceIPAddress":""#)
    output.append(contentsOf: current.address)
    output.append(#"","userAgent":""#)
    append(current.userAgent, event, to: &output)
    output.append(#"","userIdentity":"#)
    output.append(contentsOf: current.identity)
    output.append("}")
  }

  private mutating func appendFields(
    _ event: EventKind,
    _ error: String?,
    to output: inout [UInt8]
  ) {
    output.append(#"","eventSource":"\#(event.source)","eventName":"\#(event.name)","awsRegion":""#)
    output.append(Organization.regions[file.place.region])
    output.append(#"","sourceIPAddress":""#)
    if random.chance(0.01) {
      output.append(contentsOf: CallerSession.address(&random))
    } else {
      output.append(contentsOf: current.address)
    }
    output.append(#"","userAgent":""#)
    append(current.userAgent, event, to: &output)
    output.append("\"")
    guard let error else { return }
    output.append(#","errorCode":"\#(error)""#)
    guard random.chance(0.97) else { return }
    let account = organization.accounts[file.place.account]
    output.append(
      #","errorMessage":"User: arn:aws:sts::\#(account):assumed-role/\#(current.names.role)/"#
        + #"\#(current.names.user) is not authorized to perform: \#(event.source.dropLast(14)):"#
        + #"\#(event.name) on resource: \"\#(current.names.bucket)\" because no identity-based "#
        + #"policy allows the \#(event.name) action""#
    )
  }

  private mutating func drawError(_ event: EventKind) -> String? {
    guard random.chance(0.08), event.name != "ConsoleLogin" else { return nil }
    switch random.below(20) {
    case 0..<12:
      return event.source.hasPrefix("ec2.") ? "Client.UnauthorizedOperation" : "AccessDenied"
    case 12..<15: return "ThrottlingException"
    case 15..<17: return event.source.hasPrefix("s3.") ? "NoSuchKey" : "NoSuchEntityException"
    case 17: return "ValidationException"
    case 18: return "ResourceNotFoundException"
    default: return "InvalidParameterValueException"
    }
  }

  private mutating func appendAdditional(_ event: EventKind, to output: inout [UInt8]) {
    if event.name == "ConsoleLogin" {
      output.append(
        #","additionalEventData":{"LoginTo":"https://console.aws.amazon.com/console/home"#
          + #"?hashArgs=%23\u0026isauthcode=true","MobileVersion":"No","MFAUsed":""#
      )
      output.append(random.chance(0.7) ? #"Yes"}"# : #"No"}"#)
    } else if event.category == .data && event.source.hasPrefix("s3.") {
      output.append(
        #","additionalEventData":{"SignatureVersion":"SigV4","CipherSuite":"#
          + #""TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","#
          + #""x-amz-id-2":""#
      )
      output.append(76, of: Alphabet.base64, bits: 6, &random)
      output.append(#"","bytesTransferredOut":\#(random.below(1_000_000))}"#)
    }
  }

  private func appendTime(to output: inout [UInt8]) {
    let day = CalendarDay(time / 86_400)
    let second = time % 86_400
    output.append(day.year, digits: 4)
    output.append("-")
    output.append(day.month, digits: 2)
    output.append("-")
    output.append(day.day, digits: 2)
    output.append("T")
    output.append(second / 3600, digits: 2)
    output.append(":")
    output.append(second / 60 % 60, digits: 2)
    output.append(":")
    output.append(second % 60, digits: 2)
    output.append("Z")
  }

  private mutating func append(
    _ template: RecordTemplate?,
    _ event: EventKind,
    to output: inout [UInt8]
  ) {
    guard let template else { return output.append("null") }
    for part in template.parts {
      switch part {
      case .text(let text): output.append(contentsOf: text)
      case .slot(let slot): append(slot, event, to: &output)
      }
    }
  }

  private mutating func append(
    _ slot: RecordTemplate.Slot,
    _ event: EventKind,
    to output: inout [UInt8]
  ) {
    switch slot {
    case .account: output.append(organization.accounts[file.place.account])
    case .region: output.append(Organization.regions[file.place.region])
    case .date: output.append(date)
    case .bucket: output.append(current.names.bucket)
    case .prefix: output.append(current.names.prefix)
    case .role: output.append(current.names.role)
    case .user: output.append(current.names.user)
    case .function: output.append(current.names.function)
    case .vpc: output.append(current.names.vpc)
    case .subnet: output.append(current.names.subnet)
    case .group: output.append(current.names.group)
    case .image: output.append(current.names.image)
    case .parameter: output.append(current.names.parameter)
    case .secret: output.append(current.names.secret)
    case .table: output.append(current.names.table)
    case .cluster: output.append(current.names.cluster)
    case .logGroup: output.append(current.names.logGroup)
    case .kmsKey: output.append(current.names.kmsKey)
    case .roleID: output.append(current.names.roleID)
    case .userID: output.append(current.names.userID)
    case .instance:
      output.append(current.names.instances[random.below(current.names.instances.count)])
    case .volume: output.append(current.names.volumes[random.below(current.names.volumes.count)])
    case .objectKey:
      output.append(current.names.prefix)
      output.append("-c")
      output.append(random.below(1000), digits: 3)
      output.append(".snappy.parquet")
    case .uuid: output.appendUUID(&random)
    case .hex4: output.append(4, of: Alphabet.hexadecimal, bits: 4, &random)
    case .hex17: output.append(17, of: Alphabet.hexadecimal, bits: 4, &random)
    case .id16: output.append(16, of: Alphabet.base32, bits: 5, &random)
    case .base64x32: output.append(32, of: Alphabet.base64, bits: 6, &random)
    case .base64x76: output.append(76, of: Alphabet.base64, bits: 6, &random)
    case .base64x420: output.append(420, of: Alphabet.base64, bits: 6, &random)
    case .count: output.append(String(1 + random.below(400)))
    case .bytes: output.append(String(random.below(20_000_000)))
    case .minute: output.append(random.below(60), digits: 2)
    case .newUser:
      output.append("new.")
      output.append(6, of: Alphabet.hexadecimal, bits: 4, &random)
    case .policy: output.append(Organization.policies[random.below(Organization.policies.count)])
    case .flag: output.append(random.chance(0.5) ? "true" : "false")
    case .octet: output.append(String(random.below(256)))
    case .event: output.append(event.name)
    }
  }
}
