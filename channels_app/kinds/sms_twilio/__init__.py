"""SMS through Twilio's API, or through a provider that speaks it."""
