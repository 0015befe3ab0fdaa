"""検索: Parquet by source and month, made from the evidence and at any time made anew; asked through DuckDB."""
