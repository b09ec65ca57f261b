"""Many vendors over any executor; one failure never stops the rest."""
