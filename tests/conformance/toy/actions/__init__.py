"""The toy domain's custom actions."""
