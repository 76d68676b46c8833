// SPDX-License-Identifier: Apache-2.0

/// Functions of Athena that there are none of here, so that an error can say that they are known and
/// not supported, instead of guessing at a name that was meant.
package enum RefusedFunctions {
  /// The family of a function that is not supported: `geospatial` for `ST_Point`.
  ///
  /// - Parameter name: the function's name, in whatever case.
  /// - Returns: what stands before "function" in an error; nil for a name that is not refused.
  package static func family(of name: String) -> String? {
    byName[name.lowercased()]
  }

  private static let byName: [String: String] = Dictionary(
    families.flatMap { family, names in
      names.split { $0 == " " || $0.isNewline }.map { (String($0), family) }
    },
    uniquingKeysWith: { first, _ in first }
  )

  private static let families: [(family: String, names: String)] = [
    (
      "geospatial",
      """
      bing_tile bing_tile_at bing_tile_coordinates bing_tile_polygon bing_tile_quadkey
      bing_tile_zoom_level bing_tiles_around convex_hull_agg from_encoded_polyline
      from_geojson_geometry geometry_from_hadoop_shape geometry_invalid_reason
      geometry_nearest_points geometry_to_bing_tiles geometry_union geometry_union_agg
      great_circle_distance line_interpolate_point line_interpolate_points line_locate_point
      simplify_geometry spatial_partitioning spatial_partitions st_area st_asbinary st_astext
      st_boundary st_buffer st_centroid st_contains st_convexhull st_coorddim st_crosses
      st_difference st_dimension st_disjoint st_distance st_endpoint st_envelope st_envelopeaspts
      st_equals st_exteriorring st_geometries st_geometryfromtext st_geometryn st_geometrytype
      st_geomfrombinary st_interiorringn st_interiorrings st_intersection st_intersects
      st_isclosed st_isempty st_isring st_issimple st_isvalid st_length st_linefromtext
      st_linestring st_multipoint st_numgeometries st_numinteriorring st_numpoints st_overlaps
      st_point st_pointn st_points st_polygon st_relate st_startpoint st_symdifference st_touches
      st_union st_within st_x st_xmax st_xmin st_y st_ymax st_ymin to_encoded_polyline
      to_geojson_geometry to_geometry to_spherical_geography
      """
    ),
    (
      "statistical",
      """
      beta_cdf inverse_beta_cdf inverse_normal_cdf t_cdf t_pdf
      """
    ),
    (
      "machine learning",
      """
      classify features learn_classifier learn_libsvm_classifier learn_libsvm_regressor
      learn_regressor regress
      """
    ),
    (
      "HyperLogLog",
      """
      approx_set empty_approx_set merge
      """
    ),
    (
      "quantile digest",
      """
      qdigest_agg quantile_at_value value_at_quantile values_at_quantiles
      """
    ),
    (
      "t-digest",
      """
      tdigest_agg
      """
    ),
    (
      "set digest",
      """
      hash_counts intersection_cardinality jaccard_index make_set_digest merge_set_digest
      """
    ),
    (
      "data sketch",
      """
      theta_sketch_cardinality theta_sketch_union
      """
    ),
    (
      "color",
      """
      bar color render rgb
      """
    ),
    (
      "word stemming",
      """
      word_stem
      """
    ),
    (
      "hash",
      """
      murmur3 spooky_hash_v2_32 spooky_hash_v2_64
      """
    ),
    (
      "approximate histogram",
      """
      numeric_histogram
      """
    ),
    (
      "lambda aggregate",
      """
      reduce_agg
      """
    ),
    (
      "row pattern recognition",
      """
      classifier match_number
      """
    ),
  ]
}
