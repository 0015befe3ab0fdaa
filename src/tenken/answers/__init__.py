"""What the facility says: はい / いいえ, rounds, dates, reasons; carried between editions, held against evidence."""
