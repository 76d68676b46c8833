// SPDX-License-Identifier: Apache-2.0
import Queries
import Testing

@Suite struct NearestNameTests {
  private static let columns = [
    "eventversion", "useridentity", "eventtime", "eventsource", "eventname", "awsregion",
    "sourceipaddress", "useragent", "errorcode", "errormessage", "eventid", "year", "month", "day",
  ]

  @Test(arguments: [
    ("eventtimes", "eventtime"), ("EventTiem", "eventtime"), ("event_time", "eventtime"),
    ("user_identity", "useridentity"), ("sourceip", "sourceipaddress"), ("regoin", nil),
    ("awsregoin", "awsregion"), ("dya", "day"), ("yaer", "year"), ("x", nil), ("", nil),
    ("foo", nil), ("requestparameters", nil), ("eventnmae", "eventname"),
  ])
  func findsWhatWasMeant(name: String, nearest: String?) {
    #expect(NearestName.nearest(name, in: Self.columns) == nearest)
    #expect(NearestName.nearest(name, in: Self.columns.reversed()) == nearest)
  }

  @Test func givesNeitherTheNameItselfNorHugeNames() {
    #expect(NearestName.nearest("Day", in: ["day"]) == nil)
    let huge = String(repeating: "a", count: 1_000_000)
    #expect(NearestName.nearest(huge, in: [huge + "b"]) == nil)
    #expect(NearestName.nearest("abc", in: [huge]) == nil)
  }
}
