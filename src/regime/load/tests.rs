//! Bad regimes say where.
