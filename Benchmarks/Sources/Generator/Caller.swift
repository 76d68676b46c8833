// SPDX-License-Identifier: Apache-2.0

/// The `userIdentity` of a session.
struct Caller {
  /// The identity as JSON.
  let json: String
  /// The service that calls for somebody or for itself: the address and user agent are its name.
  let service: String?

  private static let kinds = WeightedChoice([64, 11, 17, 4, 0.4, 1, 0.6, 0.5, 0.5, 0.3, 0.2])

  init(
    _ names: CallerSession.Names,
    at place: Place,
    of organization: Organization,
    _ random: inout SeededRandom
  ) {
    let account = organization.accounts[place.account]
    let date = CalendarDay(place.day).description
    let hour = random.below(24)
    let created = "\(date)T\(hour < 10 ? "0" : "")\(hour):\(10 + random.below(50)):00Z"
    let hasMFA = random.chance(0.3)
    let attributes = #"{"creationDate":"\#(created)","mfaAuthenticated":"\#(hasMFA)"}"#
    let fields = #""accountId":"\#(account)""#
    func key(_ prefix: String, _ number: Int) -> String {
      prefix
        + Alphabet.identifier(
          16,
          of: Alphabet.base32,
          bits: 5,
          seed: organization.seed &+ UInt64(place.account * 7 + place.region),
          number
        )
    }
    let lasting = key("AKIA", 20 + Int(names.userID.utf8.first ?? 0) * 256 + names.user.utf8.count)
    let passing = key("ASIA", random.below(1 << 40))
    let user = "arn:aws:iam::\(account):user/\(names.user)"
    let named =
      #""principalId":"AIDA\#(names.userID)","arn":"\#(user)",\#(fields)"#
    let kind = Self.kinds.draw(&random)
    switch kind {
    case 0, 3:
      let name =
        random.chance(0.4)
        ? names.user + "@example.com" : random.chance(0.7) ? names.instances[0] : names.function
      let caller = kind == 3 ? random.element(Organization.services) : nil
      service = caller
      json =
        #"{"type":"AssumedRole","principalId":"AROA\#(names.roleID):\#(name)","#
        + #""arn":"arn:aws:sts::\#(account):assumed-role/\#(names.role)/\#(name)",\#(fields),"#
        + #""accessKeyId":"\#(passing)","sessionContext":{"sessionIssuer":{"type":"Role","#
        + #""principalId":"AROA\#(names.roleID)","#
        + #""arn":"arn:aws:iam::\#(account):role/\#(names.role)",\#(fields),"#
        + #""userName":"\#(names.role)"},"webIdFederationData":{},"attributes":\#(attributes)"#
        + (random.chance(0.5) ? #","ec2RoleDelivery":"2.0"}"# : "}")
        + (caller.map { #","invokedBy":"\#($0)""# } ?? "") + "}"
    case 1:
      let caller = random.element(Organization.services)
      service = caller
      json = #"{"type":"AWSService","invokedBy":"\#(caller)"}"#
    case 2:
      service = nil
      json =
        random.chance(0.75)
        ? #"{"type":"IAMUser",\#(named),"accessKeyId":"\#(lasting)","userName":"\#(names.user)"}"#
        : #"{"type":"IAMUser",\#(named),"accessKeyId":"\#(passing)","userName":"\#(names.user)","#
          + #""sessionContext":{"attributes":\#(attributes)}}"#
    case 4:
      service = nil
      json =
        #"{"type":"Root","principalId":"\#(account)","arn":"arn:aws:iam::\#(account):root","#
        + #"\#(fields),"accessKeyId":"\#(passing)","sessionContext":{"attributes":\#(attributes)}}"#
    case 5:
      service = nil
      json =
        #"{"type":"AWSAccount","principalId":"AROA\#(names.roleID):\#(names.function)","#
        + #""accountId":"\#(random.element(organization.accounts))"}"#
    case 6:
      service = nil
      json =
        #"{"type":"FederatedUser","principalId":"\#(account):\#(names.user)","#
        + #""arn":"arn:aws:sts::\#(account):federated-user/\#(names.user)",\#(fields),"#
        + #""accessKeyId":"\#(passing)","sessionContext":{"sessionIssuer":{"type":"IAMUser","#
        + #"\#(named),"userName":"\#(names.user)"},"attributes":\#(attributes)}}"#
    case 7:
      service = nil
      json =
        #"{"type":"IdentityCenterUser",\#(fields),"onBehalfOf":{"userId":"94682438-1041-7007-"#
        + #"\#(names.userID.prefix(4).lowercased())-000000000000","identityStoreArn":"#
        + #""arn:aws:identitystore::\#(account):identitystore/d-9067642ac7"},"#
        + #""credentialId":"\#(passing)"}"#
    case 8:
      service = nil
      json =
        #"{"type":"WebIdentityUser","principalId":"token.actions.githubusercontent.com:"#
        + #"sts.amazonaws.com:repo:example/\#(names.function):ref:refs/heads/main","#
        + #""userName":"repo:example/\#(names.function):ref:refs/heads/main","#
        + #""identityProvider":"arn:aws:iam::\#(account):oidc-provider/"#
        + #"token.actions.githubusercontent.com"}"#
    case 9:
      service = nil
      json =
        #"{"type":"SAMLUser","principalId":"q1w2e3r4t5:\#(names.user)@example.com","#
        + #""userName":"\#(names.user)@example.com","identityProvider":"q1w2e3r4t5"}"#
    default:
      // As real records of services without a type are.
      service = "AWS Internal"
      json = #"{\#(fields),"invokedBy":"AWS Internal"}"#
    }
  }
}
