"""Training of the encoder that minyi ships. See the README beside this file."""
