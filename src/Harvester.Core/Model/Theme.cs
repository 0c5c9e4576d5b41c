namespace Harvester.Core.Model;

/// <summary>A theme of the EU data-theme list; <paramref name="Why"/> names the rule or the stated value that led to it.</summary>
public sealed record Theme(string Iri, string Why);
