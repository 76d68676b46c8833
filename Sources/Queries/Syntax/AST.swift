// SPDX-License-Identifier: Apache-2.0

/// A name as it was typed; names compare without regard to case, quoted or not, as in Athena.
package struct Identifier: Hashable, Sendable {
  package let name: String
  package let isQuoted: Bool
  package let range: SourceRange

  package init(_ name: String, isQuoted: Bool = false, range: SourceRange) {
    self.name = name
    self.isQuoted = isQuoted
    self.range = range
  }

  /// The name to look up.
  package var key: String { name.lowercased() }
}

/// A query: WITH, a body, and what orders and limits the whole of it.
package struct Query: Sendable {
  package var with: [CommonTable] = []
  package var body: QueryBody
  package var orderBy: [SortItem] = []
  package var offset: Expression?
  /// LIMIT or FETCH FIRST; nil is no limit or LIMIT ALL.
  package var limit: Expression?
  /// FETCH FIRST … WITH TIES.
  package var withTies = false
  package var range: SourceRange
}

/// `name (columns) AS (query)`.
package struct CommonTable: Sendable {
  package let name: Identifier
  package let columns: [Identifier]?
  package let query: Query
}

package indirect enum QueryBody: Sendable {
  case select(Select)
  case values([[Expression]], SourceRange)
  case setOperation(SetOperator, isAll: Bool, QueryBody, QueryBody, SourceRange)
  /// A parenthesised query, with its own WITH, ORDER BY and LIMIT.
  case nested(Query)
  /// `TABLE name`.
  case table([Identifier], SourceRange)
}

package enum SetOperator: Sendable { case union, intersect, except }

package struct Select: Sendable {
  package var isDistinct: Bool
  package var items: [SelectItem]
  package var from: [Relation]
  package var `where`: Expression?
  package var groupBy: GroupBy?
  package var having: Expression?
  package var windows: [NamedWindow]
  package var range: SourceRange
}

package enum SelectItem: Sendable {
  case expression(Expression, alias: Identifier?)
  /// `*`, `t.*`, or `row_expression.* AS (a, b)`.
  case all(qualifier: Expression?, aliases: [Identifier], SourceRange)
}

package struct GroupBy: Sendable {
  package var isDistinct: Bool
  package var items: [GroupingItem]
}

package enum GroupingItem: Sendable {
  case expression(Expression)
  case groupingSets([[Expression]], SourceRange)
  case rollup([[Expression]], SourceRange)
  case cube([[Expression]], SourceRange)
}

package struct NamedWindow: Sendable {
  package let name: Identifier
  package let window: WindowSpecification
}

package struct WindowSpecification: Sendable {
  /// A named window this one builds on.
  package var base: Identifier?
  package var partitionBy: [Expression]
  package var orderBy: [SortItem]
  package var frame: WindowFrame?
  package var range: SourceRange
}

package struct WindowFrame: Sendable {
  package enum Unit: Sendable { case rows, range, groups }
  package enum Bound: Sendable {
    case unboundedPreceding, preceding(Expression), currentRow, following(Expression)
    case unboundedFollowing
  }
  package let unit: Unit
  package let start: Bound
  package let end: Bound
}

package struct SortItem: Sendable {
  package let expression: Expression
  package let isDescending: Bool
  /// nil is Athena's default: NULLS LAST either way.
  package let nullsFirst: Bool?
}

package indirect enum Relation: Sendable {
  case table([Identifier], SourceRange)
  case subquery(Query, SourceRange)
  case unnest([Expression], withOrdinality: Bool, SourceRange)
  case lateral(Query, SourceRange)
  case aliased(Relation, Identifier, columns: [Identifier]?)
  case join(JoinKind, Relation, Relation, JoinCondition, SourceRange)
}

package enum JoinKind: Sendable { case inner, left, right, full, cross }

package enum JoinCondition: Sendable {
  case on(Expression)
  case using([Identifier])
  case natural
  case none
}

/// An expression and where it stands.
package struct Expression: Sendable {
  package let kind: ExpressionKind
  package let range: SourceRange

  package init(_ kind: ExpressionKind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

package indirect enum ExpressionKind: Sendable {
  case null
  case boolean(Bool)
  /// Digits as typed: an integer literal.
  case integer(String)
  /// `1.50`: a decimal literal, as typed.
  case decimal(String)
  /// `1e3`: a double literal, as typed.
  case double(String)
  case string(String)
  /// `X'65 68'`.
  case binary([UInt8])
  /// `TIMESTAMP '…'`, `DATE '…'`, `IPADDRESS '…'`, `JSON '…'`: a type's name and its text.
  case typedLiteral(TypeName, String)
  case interval(IntervalLiteral)
  /// `?`, numbered from 0 in the order of the text.
  case parameter(Int)
  /// `:name`, filled by the configuration.
  case namedParameter(String)
  case identifier(Identifier)
  /// `base.field`.
  case dereference(Expression, Identifier)
  case subscript_(Expression, Expression)
  case unary(UnaryOperator, Expression)
  case binaryOperation(BinaryOperator, Expression, Expression)
  /// `left AND right AND …`, in the order of the text.
  case and([Expression])
  case or([Expression])
  case not(Expression)
  case comparison(ComparisonOperator, Expression, Expression)
  /// `left op ALL|ANY (query)`.
  case quantified(ComparisonOperator, isAll: Bool, Expression, Query)
  case isNull(Expression, isNegated: Bool)
  case isDistinctFrom(Expression, Expression, isNegated: Bool)
  case between(Expression, Expression, Expression, isNegated: Bool)
  case inList(Expression, [Expression], isNegated: Bool)
  case inQuery(Expression, Query, isNegated: Bool)
  case exists(Query)
  case like(Expression, pattern: Expression, escape: Expression?, isNegated: Bool)
  case caseWhen(operand: Expression?, [WhenClause], otherwise: Expression?)
  case cast(Expression, TypeName, isTry: Bool)
  case call(FunctionCall)
  case lambda([Identifier], Expression)
  case scalarSubquery(Query)
  case row([Expression])
  case array([Expression])
  case atTimeZone(Expression, Expression)
  /// `EXTRACT(field FROM x)`.
  case extract(Identifier, Expression)
  /// `current_date`, `current_timestamp(3)`, `localtime`, `current_user` …: lower case.
  case currentValue(String, precision: Int?)
}

package struct WhenClause: Sendable {
  package let condition: Expression
  package let result: Expression
}

package enum UnaryOperator: Sendable { case plus, minus }

package enum BinaryOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulus = "%"
  case concat = "||"
}

package enum ComparisonOperator: String, Sendable {
  case equal = "="
  case notEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

package struct IntervalLiteral: Sendable {
  package let isNegative: Bool
  package let text: String
  /// `year`, `month`, `day`, `hour`, `minute`, `second`, in lower case; `week` as in Trino's `'1' WEEK`.
  package let start: String
  package let end: String?
}

/// A type as it was written: `decimal(10, 2)`, `array(row(a varchar))`, `timestamp(3) with time zone`.
package struct TypeName: Sendable {
  package indirect enum Argument: Sendable {
    case type(TypeName)
    case number(Int)
    case field(Identifier?, TypeName)
  }
  /// In lower case, words joined by one space: `timestamp with time zone`, `double precision`.
  package let name: String
  package let arguments: [Argument]
  package let range: SourceRange
}

package struct FunctionCall: Sendable {
  package var name: Identifier
  package var arguments: [Expression]
  /// `count(*)`.
  package var isStar = false
  package var isDistinct = false
  /// ORDER BY inside the parentheses, or of WITHIN GROUP.
  package var orderBy: [SortItem] = []
  package var filter: Expression?
  /// IGNORE NULLS.
  package var ignoresNulls = false
  package var window: WindowReference?
  /// What SQL/JSON functions and listagg say between their arguments, by name, as `on empty`.
  package var options: [String: Expression] = [:]
}

package enum WindowReference: Sendable {
  case named(Identifier)
  case specification(WindowSpecification)
}
