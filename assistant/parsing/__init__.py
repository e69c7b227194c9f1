"""Raw bytes to a Message: headers, body, own words, thread, automatic mail."""
