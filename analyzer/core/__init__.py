"""The words of the trade: frozen types and errors that every other package speaks.

Standard library only. Nothing here reads a file, a clock or the environment.
"""
