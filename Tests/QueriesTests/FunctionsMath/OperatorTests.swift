// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

@Suite struct OperatorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let call: FunctionCall
    let type: DataType
    let expected: String
    var testDescription: String { call.testDescription }

    init(_ call: FunctionCall, _ type: DataType, _ expected: String) {
      self.call = call
      self.type = type
      self.expected = expected
    }
  }

  static let integers = "(bigint, bigint) -> bigint"
  static let doubles = "(double, double) -> double"
  static let dayTime = "interval day to second"
  static let yearMonth = "interval year to month"
  static let hour: Int64 = 3_600_000

  @Test(arguments: [
    Case(FunctionCall("$divide", integers, .bigint(7), .bigint(2)), .bigint, "3"),
    Case(FunctionCall("$divide", integers, .bigint(-7), .bigint(2)), .bigint, "-3"),
    Case(FunctionCall("$modulus", integers, .bigint(-7), .bigint(2)), .bigint, "-1"),
    Case(FunctionCall("$modulus", integers, .bigint(.min), .bigint(-1)), .bigint, "0"),
    Case(FunctionCall("$divide", doubles, .double(1), .double(0)), .double, "Infinity"),
    Case(FunctionCall("$modulus", doubles, .double(-7.5), .double(2)), .double, "-1.5"),
    Case(FunctionCall("$negate", "(tinyint) -> tinyint", .bigint(5)), .tinyint, "-5"),
    Case(FunctionCall("$add", integers, .null, .bigint(2)), .bigint, "NULL"),
    // The table of operators in Trino's page on dates and times.
    Case(
      FunctionCall(
        "$add",
        "(date, \(dayTime)) -> date",
        date("2012-08-08"),
        .intervalDayToSecond(48 * hour)
      ),
      .date,
      "2012-08-10"
    ),
    Case(
      FunctionCall(
        "$add",
        "(time, \(dayTime)) -> time",
        .time(3_600_000_000_000_000),
        .intervalDayToSecond(3 * hour)
      ),
      .time(precision: 3),
      "04:00:00.000"
    ),
    Case(
      FunctionCall(
        "$add",
        "(timestamp, \(dayTime)) -> timestamp",
        timestamp("2012-08-08 01:00"),
        .intervalDayToSecond(29 * hour)
      ),
      .timestamp(precision: 3),
      "2012-08-09 06:00:00.000"
    ),
    Case(
      FunctionCall(
        "$add",
        "(timestamp, \(yearMonth)) -> timestamp",
        timestamp("2012-10-31 01:00"),
        .intervalYearToMonth(1)
      ),
      .timestamp(precision: 3),
      "2012-11-30 01:00:00.000"
    ),
    Case(
      FunctionCall(
        "$add",
        "(\(dayTime), \(dayTime)) -> \(dayTime)",
        .intervalDayToSecond(48 * hour),
        .intervalDayToSecond(3 * hour)
      ),
      .intervalDayToSecond,
      "2 03:00:00.000"
    ),
    Case(
      FunctionCall(
        "$add",
        "(\(yearMonth), \(yearMonth)) -> \(yearMonth)",
        .intervalYearToMonth(36),
        .intervalYearToMonth(5)
      ),
      .intervalYearToMonth,
      "3-5"
    ),
    Case(
      FunctionCall(
        "$subtract",
        "(date, \(dayTime)) -> date",
        date("2012-08-08"),
        .intervalDayToSecond(48 * hour)
      ),
      .date,
      "2012-08-06"
    ),
    Case(
      FunctionCall(
        "$subtract",
        "(time, \(dayTime)) -> time",
        .time(3_600_000_000_000_000),
        .intervalDayToSecond(3 * hour)
      ),
      .time(precision: 3),
      "22:00:00.000"
    ),
    Case(
      FunctionCall(
        "$subtract",
        "(timestamp, \(dayTime)) -> timestamp",
        timestamp("2012-08-08 01:00"),
        .intervalDayToSecond(29 * hour)
      ),
      .timestamp(precision: 3),
      "2012-08-06 20:00:00.000"
    ),
    Case(
      FunctionCall(
        "$subtract",
        "(timestamp, \(yearMonth)) -> timestamp",
        timestamp("2012-10-31 01:00"),
        .intervalYearToMonth(1)
      ),
      .timestamp(precision: 3),
      "2012-09-30 01:00:00.000"
    ),
    Case(
      FunctionCall(
        "$subtract",
        "(\(dayTime), \(dayTime)) -> \(dayTime)",
        .intervalDayToSecond(48 * hour),
        .intervalDayToSecond(3 * hour)
      ),
      .intervalDayToSecond,
      "1 21:00:00.000"
    ),
    Case(
      FunctionCall(
        "$subtract",
        "(\(yearMonth), \(yearMonth)) -> \(yearMonth)",
        .intervalYearToMonth(36),
        .intervalYearToMonth(5)
      ),
      .intervalYearToMonth,
      "2-7"
    ),
    Case(
      FunctionCall(
        "$add",
        "(\(dayTime), date) -> date",
        .intervalDayToSecond(24 * hour),
        date("2012-02-28")
      ),
      .date,
      "2012-02-29"
    ),
    // A month later by the clock of the zone, across the change to summer time.
    Case(
      FunctionCall(
        "$add",
        "(timestamp with time zone, \(yearMonth)) -> timestamp with time zone",
        instant("2022-03-01 12:00 Europe/Berlin"),
        .intervalYearToMonth(1)
      ),
      .timestampWithTimeZone(precision: 3),
      "2022-04-01 12:00:00.000 Europe/Berlin"
    ),
    // 24 hours later by UTC, across it too.
    Case(
      FunctionCall(
        "$add",
        "(timestamp with time zone, \(dayTime)) -> timestamp with time zone",
        instant("2022-03-26 12:00 Europe/Berlin"),
        .intervalDayToSecond(24 * hour)
      ),
      .timestampWithTimeZone(precision: 3),
      "2022-03-27 13:00:00.000 Europe/Berlin"
    ),
    Case(
      FunctionCall(
        "$subtract",
        "(date, date) -> \(dayTime)",
        date("2012-03-01"),
        date("2012-02-28")
      ),
      .intervalDayToSecond,
      "2 00:00:00.000"
    ),
    Case(
      FunctionCall(
        "$subtract",
        "(timestamp, timestamp) -> \(dayTime)",
        timestamp("2012-03-01 01:00"),
        timestamp("2012-03-01 02:00:00.5")
      ),
      .intervalDayToSecond,
      "-0 01:00:00.500"
    ),
    Case(
      FunctionCall(
        "$multiply",
        "(\(dayTime), double) -> \(dayTime)",
        .intervalDayToSecond(hour),
        .double(1.5)
      ),
      .intervalDayToSecond,
      "0 01:30:00.000"
    ),
    Case(
      FunctionCall(
        "$multiply",
        "(bigint, \(yearMonth)) -> \(yearMonth)",
        .bigint(3),
        .intervalYearToMonth(5)
      ),
      .intervalYearToMonth,
      "1-3"
    ),
    Case(
      FunctionCall(
        "$divide",
        "(\(dayTime), double) -> \(dayTime)",
        .intervalDayToSecond(hour),
        .double(4)
      ),
      .intervalDayToSecond,
      "0 00:15:00.000"
    ),
    Case(
      FunctionCall("$negate", "(\(dayTime)) -> \(dayTime)", .intervalDayToSecond(hour)),
      .intervalDayToSecond,
      "-0 01:00:00.000"
    ),
    Case(
      FunctionCall(
        "$subscript",
        "(array(T), bigint) -> T",
        .array([.bigint(5), .bigint(6)]),
        .bigint(2)
      ),
      .bigint,
      "6"
    ),
    Case(
      FunctionCall(
        "$subscript",
        "(map(K, V), K) -> V",
        .map([MapEntry(key: .text("k"), value: .bigint(1))]),
        .text("k")
      ),
      .bigint,
      "1"
    ),
  ])
  func gives(example: Case) throws {
    #expect((try example.call.value().text(as: example.type)?.string ?? "NULL") == example.expected)
  }

  @Test(
    arguments: [
      (
        FunctionCall("$add", integers, .bigint(.max), .bigint(1)),
        "bigint addition overflow: 9223372036854775807 + 1"
      ),
      (
        FunctionCall(
          "$subtract",
          "(integer, integer) -> integer",
          .bigint(-2_147_483_648),
          .bigint(1)
        ),
        "integer subtraction overflow: -2147483648 - 1"
      ),
      (
        FunctionCall("$multiply", "(smallint, smallint) -> smallint", .bigint(200), .bigint(200)),
        "smallint multiplication overflow: 200 * 200"
      ),
      (
        FunctionCall("$divide", integers, .bigint(.min), .bigint(-1)),
        "bigint division overflow: -9223372036854775808 / -1"
      ),
      (
        FunctionCall("$negate", "(bigint) -> bigint", .bigint(.min)),
        "bigint negation overflow: -9223372036854775808"
      ),
      (FunctionCall("$divide", integers, .bigint(1), .bigint(0)), "Division by zero"),
      (FunctionCall("$modulus", integers, .bigint(1), .bigint(0)), "Division by zero"),
      (
        FunctionCall("$divide", "(decimal, decimal) -> decimal", .decimal(1), .decimal(0)),
        "Division by zero"
      ),
      (
        FunctionCall(
          "$add",
          "(date, \(dayTime)) -> date",
          date("2012-08-08"),
          .intervalDayToSecond(hour)
        ),
        "Cannot add hour, minutes or seconds to a date"
      ),
      (
        FunctionCall(
          "$subscript",
          "(array(T), bigint) -> T",
          .array([.bigint(5), .bigint(6)]),
          .bigint(3)
        ),
        "Array subscript must be less than or equal to array length: 3 > 2"
      ),
      (
        FunctionCall("$subscript", "(array(T), bigint) -> T", .array([]), .bigint(0)),
        "SQL array indices start at 1"
      ),
      (
        FunctionCall("$subscript", "(array(T), bigint) -> T", .array([]), .bigint(-1)),
        "Array subscript is negative: -1"
      ),
      (
        FunctionCall("$subscript", "(map(K, V), K) -> V", .map([]), .text("x")),
        "Key not present in map: x"
      ),
    ] as [(FunctionCall, String)]
  )
  func refusesWithTrinosWords(call: FunctionCall, message: String) {
    #expect(call.error()?.message == message)
  }

  /// Operator, then unscaled value, precision and scale of both operands and of the result.
  ///
  /// Made by Python's decimal module at 300 digits, rounded half up.
  static let decimals = """
    + 621071328160919333 18 4 689614178975631209632651 25 14 29 14 6211402895788168961209632651
    + -6287550638 10 9 -9593434950 10 8 12 9 -102221900138
    + 9 1 0 7476249378356849016419420 25 3 26 3 7476249378356849016428420
    + 3 1 0 -6 1 1 3 1 24
    + -3839350902198894054422542 25 2 6135121987785944894 19 2 26 2 -3839344767076906268477648
    + 2603464954661295416655693 25 24 -7 2 0 27 24 -4396535045338704583344307
    + 76125398092138284018186119204902314123 38 11 -84373 5 3 38 11 76125398092138284018186110767602314123
    + 53 2 1 -9 1 1 3 1 44
    + -2 1 0 18 2 0 3 0 16
    + -5 1 1 63402 5 4 6 4 58402
    + 6011962757613420197125844 25 5 9270582588 10 3 26 5 6011962757614347255384644
    + 8152152609779437845690345 25 15 -4 2 0 26 15 8152152605779437845690345
    + -5398693998 10 6 145729477599252453 18 16 21 16 -53841210502400747547
    + -4 1 0 47467 5 0 6 0 47463
    - 88803313524042326567283019089930138317 38 21 -7 1 0 38 21 88803313524042333567283019089930138317
    - 689876764074261958 18 1 23242272685315434879141997162205932149 38 4 38 4 -23242272685315434189265233087943974149
    - -69 2 1 -5 1 0 3 1 -19
    - 60 2 2 9669983639138734056652950 25 25 26 25 -3669983639138734056652950
    - 1753382950416574733806270 25 12 -380636897005520764 18 13 27 13 17533829884802644343583464
    - -99 2 1 347067005870935882 18 0 20 1 -3470670058709358919
    - -8185011949 10 8 42637262087662150072318159602884784383 38 15 38 15 -42637262087662150072400009722374784383
    - -4143025829842085856302128 25 25 8249787798 10 9 27 25 -86640903809842085856302128
    - -65072 5 1 4 1 0 6 1 -65112
    - -60 2 1 -6528244275 10 6 11 6 6522244275
    - 47320297459803153614498118381218966856 38 20 356287733660766418 18 18 38 20 47320297459803153578869345015142325056
    - 59615 5 3 3 1 1 6 3 59315
    - 7 1 0 3653383576729873059 19 2 20 2 -3653383576729872359
    - 6154859272402894027086933901747294467 38 16 7638959519 10 4 38 16 6154859272402886388127414901747294467
    * -4323857702 10 10 16837961451625632212103580009967194952 38 20 38 30 overflow
    * 8160368027 10 3 -911715488328593910 18 17 28 20 -7439933920677349413030915570
    * 581901678500364784 18 0 -5 1 1 19 1 -2909508392501823920
    * 32754919198245906 18 15 4 2 1 20 16 131019676792983624
    * -67399 5 4 974519085606683391 18 12 23 16 -65681611850804853870009
    * -850172976488508214439258 25 0 11 2 1 27 1 -9351902741373590358831838
    * -58 2 2 9536717159979910959991337 25 8 27 10 -553129595278834835679497546
    * -8790477128786661150 19 13 53 2 0 21 13 -465895287825693040950
    * 898458864431481744 18 4 2 1 0 19 4 1796917728862963488
    * -5 1 1 -2142427195 10 9 11 10 10712135975
    * -79 2 2 8069090607 10 8 12 10 -637458157953
    * 4223393833316264025819426 25 20 -97094 5 1 30 21 -410066200852009339322911348044
    * -79053 5 2 416018169 10 3 15 5 -32887484313957
    * -11553 5 5 -3881049703506110986605534 25 3 30 8 44837767224606100228253734302
    / -3 1 0 -9328166570434231178 19 3 7 3 0
    / 2070490330 10 1 2 1 1 11 1 10352451650
    / 26727 5 0 88203 5 2 9 2 3030
    / 7 1 0 -50 2 1 3 1 -14
    / -4063641185596278237895880 25 16 3 1 0 25 16 -1354547061865426079298627
    / -7160596965865740785461236 25 14 708998887 10 9 34 14 -10099588443875428517366962
    / -3522365959778056470 19 2 134054828099429543 18 8 33 8 -2627556209438044
    / -7154287357858335335621523 25 4 27109 5 3 28 4 -263908198674179620628630
    / -38 2 1 45 2 0 2 1 -1
    / -7155817396 10 4 9371452679 10 10 26 10 -7635761115280557
    / -2313603577516766556160255 25 16 9 1 0 25 16 -257067064168529617351139
    / 6200414423 10 4 1613519195 10 10 26 10 38427893775382077
    / -634173341720235174 18 8 56 2 2 20 8 -1132452395928991382
    / -2 1 1 -89623270861001080760744971679204751632 38 10 20 10 0
    % -329447800885006744 18 11 -326886073650256112 18 17 18 17 -247961627225106368
    % 3 1 0 -98912 5 3 4 3 3000
    % 6 1 1 -7923166891924044479 19 2 2 2 60
    % 603392353518063411 18 7 41715894346195034006568044337778917326 38 9 20 9 60339235351806341100
    % 7 1 1 -664535100 10 0 1 1 7
    % -23304824561817423197132725762201242674 38 8 63059 5 1 12 8 -112031242674
    % -976019131583067260 18 16 789796011057637982 18 8 18 16 -976019131583067260
    % 718672655802379047 18 13 -69 2 0 15 13 382655802379047
    % 86 2 0 -8510435244 10 10 10 10 446040356
    % 84118779869551323991261177036548080936 38 22 57 2 0 24 22 303991261177036548080936
    % -55362344217774720492818860166247785207 38 27 -85695 5 3 29 27 -62844720492818860166247785207
    % 41 2 1 -72 2 1 2 1 41
    % -12944221767106032557186482694463202936 38 19 -2592953295 10 10 19 19 -1986011549463202936
    % -37218842545133580080437832490337247495 38 20 -2165319293863052926 19 11 28 20 -1289509887022691874337247495
    """.split(separator: "\n").map(String.init)

  @Test(arguments: decimals)
  func decimalsAreExact(row: String) throws {
    let parts = row.split(separator: " ").map(String.init)
    let name = ["+": "$add", "-": "$subtract", "*": "$multiply", "/": "$divide", "%": "$modulus"]
    func type(_ place: Int) -> DataType {
      .decimal(precision: Int(parts[place]) ?? 0, scale: Int(parts[place + 1]) ?? 0)
    }
    let call = FunctionCall(
      try #require(name[parts[0]]),
      "(decimal, decimal) -> decimal",
      .decimal(try #require(Int128(parts[1]))),
      .decimal(try #require(Int128(parts[4]))),
      types: [type(2), type(5)]
    )
    #expect(try call.resultType() == type(7))
    if parts[9] == "overflow" {
      #expect(call.error()?.message == "Decimal overflow")
    } else {
      #expect(try call.value() == .decimal(try #require(Int128(parts[9]))))
    }
  }
}
