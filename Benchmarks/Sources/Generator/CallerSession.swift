// SPDX-License-Identifier: Apache-2.0

/// Where and when the records of a file arose.
struct Place {
  let account: Int
  let region: Int
  /// Days since 1970-01-01.
  let day: Int
}

/// One caller at work: what stays the same from record to record, which is what lets real trails
/// compress to a tenth.
struct CallerSession {
  let identity: [UInt8]
  let userAgent: RecordTemplate
  let address: [UInt8]
  /// Indices into the catalogue that this caller mostly asks for.
  let habits: [Int]
  let eventVersion: String
  let hasTLSDetails: Bool
  let isFromConsole: Bool
  let vpcEndpoint: String?
  /// What `RecordTemplate.Slot` calls by the names of a session.
  let names: Names

  /// The things a session works on.
  struct Names {
    let bucket, prefix, role, user, function, vpc, subnet, group, image: String
    let parameter, secret, table, cluster, logGroup, kmsKey, roleID, userID: String
    let instances: [String]
    let volumes: [String]
  }

  /// The session with a number among all that act in an account and region on a day.
  init(
    _ number: Int,
    at place: Place,
    of organization: Organization,
    choice: WeightedChoice
  ) {
    var random = SeededRandom(
      seed: organization.seed,
      2,
      place.account,
      place.region,
      place.day,
      number
    )
    let names = Names(at: place, of: organization, &random)
    self.names = names
    let caller = Caller(names, at: place, of: organization, &random)
    identity = [UInt8](caller.json.utf8)
    if let service = caller.service {
      address = [UInt8](service.utf8)
      userAgent = RecordTemplate(service)
      hasTLSDetails = false
      vpcEndpoint = nil
    } else {
      address = Self.address(of: place, organization, random.below(400))
      userAgent = RecordTemplate(
        Organization.userAgents[Organization.userAgentChoice.draw(&random)]
      )
      hasTLSDetails = random.chance(0.85)
      vpcEndpoint = random.chance(0.15) ? "vpce-0" + names.vpc.suffix(16) : nil
    }
    isFromConsole = caller.service == nil && random.chance(0.06)
    eventVersion = random.chance(0.9) ? "1.11" : random.element(["1.08", "1.09", "1.10"])
    habits = (0..<3).map { _ in choice.draw(&random) }
  }

  /// One of the addresses that an account's callers come from.
  static func address(of place: Place, _ organization: Organization, _ number: Int) -> [UInt8] {
    var random = SeededRandom(seed: organization.seed, 3, place.account, place.region, number)
    return address(&random)
  }

  static func address(_ random: inout SeededRandom) -> [UInt8] {
    let octets = [
      1 + random.below(223), random.below(256), random.below(256), 1 + random.below(254),
    ]
    return [UInt8](octets.map(String.init).joined(separator: ".").utf8)
  }
}

extension CallerSession.Names {
  /// Draws names from those that the account has.
  init(at place: Place, of organization: Organization, _ random: inout SeededRandom) {
    let account = organization.seed &+ UInt64(place.account) &* 1_000_003
    func hexadecimal(_ count: Int, _ kind: Int, _ number: Int) -> String {
      Alphabet.identifier(
        count,
        of: Alphabet.hexadecimal,
        bits: 4,
        seed: account,
        kind * 1_000_000 + number
      )
    }
    func base32(_ kind: Int, _ number: Int) -> String {
      Alphabet.identifier(
        16,
        of: Alphabet.base32,
        bits: 5,
        seed: account,
        kind * 1_000_000 + number
      )
    }
    let roleNumber =
      random.chance(0.6) ? random.below(10) : random.below(Organization.roles.count)
    let userNumber =
      random.chance(0.5) ? random.below(10) : random.below(Organization.users.count)
    role = Organization.roles[roleNumber]
    roleID = base32(1, roleNumber)
    user = Organization.users[userNumber]
    userID = base32(2, userNumber)
    bucket = random.element(Organization.buckets)
    let date = CalendarDay(place.day)
    let topic = random.element(["raw/orders", "curated/orders", "tmp", "events/clicks"])
    var unique: [UInt8] = []
    unique.appendUUID(&random)
    prefix =
      "\(topic)/dt=\(date.description)/part-\(10_000 + random.below(90_000))-"
      + String(decoding: unique, as: UTF8.self)
    function = random.element(["orders", "billing", "mail", "export"]) + "-\(random.below(15))"
    vpc = "vpc-0" + hexadecimal(16, 3, place.region)
    subnet = "subnet-0" + hexadecimal(16, 4, place.region * 6 + random.below(6))
    group = "sg-0" + hexadecimal(16, 5, place.region * 9 + random.below(9))
    image = "ami-0" + hexadecimal(16, 6, random.below(20))
    parameter = "/app/\(function)/" + random.element(["database-url", "api-key", "flags"])
    secret = "prod/\(function)-" + hexadecimal(6, 7, random.below(20))
    table = random.element(["orders", "customers", "carts", "sessions", "stock"])
    cluster = random.element(["main", "batch", "edge"]) + "-cluster"
    logGroup = "/aws/lambda/" + function
    let key = hexadecimal(32, 8, random.below(30))
    kmsKey =
      "\(key.prefix(8))-\(key.dropFirst(8).prefix(4))-4\(key.dropFirst(13).prefix(3))-a"
      + "\(key.dropFirst(17).prefix(3))-\(key.suffix(12))"
    let herd = random.below(200)
    instances = (0..<6).map { "i-0" + hexadecimal(16, 9, herd * 6 + $0) }
    volumes = (0..<6).map { "vol-0" + hexadecimal(16, 10, herd * 6 + $0) }
  }
}
