namespace Harvester.Connectors.Definitions;

/// <summary>A person's agreement with the site that its robots.txt does not bind us: with whom, since when, why. Null in <see cref="HttpBlock"/> means: obey.</summary>
public sealed record RobotsAgreement(string AgreedWith, DateOnly On, string Why);
