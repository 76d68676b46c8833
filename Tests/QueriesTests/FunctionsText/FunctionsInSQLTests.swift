// SPDX-License-Identifier: Apache-2.0
import Columns
import Queries
import Testing

/// The functions as SQL calls them: through the parser's special forms, the choice of an overload
/// and the coercion of the arguments.
@Suite struct FunctionsInSQLTests {
  @Test(arguments: [
    ("lower('ABC') || upper('x')", "abcX"),
    ("length('añb'), length(X'6162')", "3 | 2"),
    ("substring('hello' FROM 2 FOR 3), substr('hello', -2)", "ell | lo"),
    ("trim(BOTH '$' FROM '$var$'), trim(LEADING FROM '  a'), rtrim('a  ')", "var | a | a"),
    ("position('b' IN 'abc'), strpos('abcb', 'b', 2)", "2 | 4"),
    ("lpad('7', 3, '0'), rpad(X'01', 2, X'00')", "007 | 01 00"),
    (
      "concat('a', 'b', 'c'), concat(X'01', X'02'), concat_ws('-', 'a', NULL, 'b')",
      "abc | 01 02 | a-b"
    ),
    ("concat_ws('-', ARRAY['a', 'b']), split('a,b', ',')", "a-b | [a, b]"),
    ("split_part('a/b/c', '/', 2), split_part('a', '/', 2)", "b | NULL"),
    ("split_to_map('a=1;b=2', ';', '=')['b']", "2"),
    ("split_to_multimap('a=1;a=2', ';', '=')", "{a=[1, 2]}"),
    (
      "replace('a-b', '-'), replace('a-b', '-', '+'), translate('abc', 'ab', 'x')",
      "ab | a+b | xc"
    ),
    ("starts_with('abc', 'ab'), ends_with('abc', 'bc'), reverse('abc')", "true | true | cba"),
    ("normalize('ﬁ', NFKC), chr(65), codepoint('A')", "fi | A | 65"),
    ("from_utf8(to_utf8('ñ')), from_utf8(X'FF', '?')", "ñ | ?"),
    ("levenshtein_distance('ab', 'b'), hamming_distance('ab', 'aa')", "1 | 1"),
    ("soundex('Robert'), luhn_check('79927398713')", "R163 | true"),
    ("regexp_like('AssumeRole', '(?i)^assume'), regexp_count('aXbX', 'X')", "true | 2"),
    (#"regexp_extract('1a 2b', '(\d+)([a-z])', 2), regexp_extract('a', '\d')"#, "a | NULL"),
    (#"regexp_extract_all('1a 2b', '\d'), regexp_split('a1b', '\d')"#, "[1, 2] | [a, b]"),
    (#"regexp_replace('1a 2b', '\d'), regexp_replace('1a', '(\d)', '<$1>')"#, "a b | <1>a"),
    (#"regexp_replace('new york', '(\w)(\w*)', x -> upper(x[1]) || lower(x[2]))"#, "New York"),
    (#"regexp_position('a1b2', '\d', 3)"#, "4"),
    ("json_extract_scalar('{\"a\": 1}', '$.a'), json_extract('{\"a\": [1]}', '$.a')", "1 | [1]"),
    ("json_extract_scalar(json_extract('{\"a\": {\"b\": 2}}', '$.a'), '$.b')", "2"),
    (
      "json_size('[1, 2]', '$'), json_array_length('[1, 2]'), json_array_get('[1, 2]', 1)",
      "2 | 2 | 2"
    ),
    ("json_array_contains('[1, 2]', 2), json_array_contains('[1.5]', 1.5)", "true | true"),
    ("json_array_contains('[\"a\"]', 'a'), is_json_scalar('1')", "true | true"),
    ("json_format(JSON '{\"b\": 1, \"a\": 2}'), json_parse('[ 1 ]')", "{\"a\":2,\"b\":1} | [1]"),
    ("CAST(JSON '[1, null]' AS array(integer)), CAST(JSON '\"x\"' AS varchar)", "[1, null] | x"),
    ("CAST(MAP(ARRAY['k'], ARRAY[1]) AS JSON), CAST('x' AS JSON)", "{\"k\":1} | \"x\""),
    ("CAST(CAST(ROW(1, 'x') AS ROW(a bigint, b varchar)) AS JSON)", "{\"a\":1,\"b\":\"x\"}"),
    (
      "json_exists('{\"a\": 1}', 'lax $.a'), json_value('{\"a\": 1}', 'lax $.a' RETURNING bigint) + 1",
      "true | 2"
    ),
    ("json_query('{\"a\": [1, 2]}', 'lax $.a[*]' WITH ARRAY WRAPPER)", "[1,2]"),
    (
      "json_query('{\"a\": \"x\"}', 'lax $.a' OMIT QUOTES), json_query('x', 'lax $' EMPTY ARRAY ON ERROR)",
      "x | []"
    ),
    (
      "json_object('a' : 1, KEY 'b' VALUE true), json_array(1, NULL, 'x')",
      "{\"a\":1,\"b\":true} | [1,\"x\"]"
    ),
    ("url_extract_host('https://a.b:1/c?d=e#f'), url_extract_port('https://a.b:1/')", "a.b | 1"),
    (
      "url_extract_parameter('https://a/?d=e', 'd'), url_encode('a b'), url_decode('a+b')",
      "e | a+b | a b"
    ),
    ("to_hex(md5(to_utf8('hello')))", "5D41402ABC4B2A76B9719D911017C592"),
    (
      "to_hex(sha256(X'')), to_hex(hmac_sha1(X'', X''))",
      "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"
        + " | FBDB1D1B18AA6C08324B7D64B71FB76370690E1D"
    ),
    ("to_base64(to_utf8('fo')), from_utf8(from_base64('Zm8='))", "Zm8= | fo"),
    ("crc32(to_utf8('123456789')), to_hex(xxhash64(X''))", "3421780262 | EF46DB3751D8E999"),
    (
      "from_big_endian_64(to_big_endian_64(-2)), from_ieee754_64(to_ieee754_64(1.5))",
      "-2 | 1.5"
    ),
    ("contains('10.0.0.0/8', IPADDRESS '10.1.2.3')", "true"),
    (
      "ip_subnet_max('10.0.0.0/30'), is_subnet_of('10.0.0.0/8', '10.1.0.0/16')",
      "10.0.0.3 | true"
    ),
    ("length(CAST(uuid() AS varchar))", "36"),
    ("format('%s %03d %,.2f', 'a', 7, 1234.5)", "a 007 1,234.50"),
    ("format('%s', DATE '2006-07-04'), format('%5.1f|', 2.25E0)", "2006-07-04 |   2.3|"),
    (
      "format_number(123456), parse_data_size('1kB'), human_readable_seconds(96)",
      "123K | 1024 | 1 minute, 36 seconds"
    ),
    ("typeof(json_parse('1')), typeof(split('a', ','))", "json | array(varchar)"),
  ])
  func givesItsValue(expression: String, expected: String) async throws {
    try await SQLCase("SELECT \(expression)\n----\n\(expected)").check()
  }

  @Test(arguments: [
    ("json_extract(who, '$.x-y')", QueryError.Code.invalidFunctionArgument, "'$.x-y'"),
    ("regexp_like(who, '(')", .invalidFunctionArgument, "'('"),
    ("contains('10.0.0.1/8', CAST(who AS ipaddress))", .invalidFunctionArgument, "10.0.0.1/8"),
    (#"regexp_replace(1, '\d', x -> 'y')"#, .typeMismatch, "not integer"),
    ("concat('a')", .invalidArguments, "two or more"),
  ])
  func errsBeforeTheRun(expression: String, code: QueryError.Code, text: String) {
    let error = #expect(throws: QueryError.self) {
      try SQLCase.compile("SELECT \(expression) FROM events")
    }
    #expect(error?.code == code)
    #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
  }

  @Test func everySignatureIsRead() {
    #expect(FunctionCatalogue.malformedSignatures.isEmpty)
  }
}
