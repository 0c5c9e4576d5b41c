using System.Collections.Frozen;
using Harvester.Core.Model;

namespace Harvester.Publishing.Dcat;

/// <summary>The EU data-theme list with its English labels, which the shape of skos:Concept asks for.</summary>
internal static class EuThemes
{
    public const string Scheme = "http://publications.europa.eu/resource/authority/data-theme";

    private static readonly FrozenDictionary<string, string> Labels = new Dictionary<string, string>
    {
        ["AGRI"] = "Agriculture, fisheries, forestry and food",
        ["ECON"] = "Economy and finance",
        ["EDUC"] = "Education, culture and sport",
        ["ENER"] = "Energy",
        ["ENVI"] = "Environment",
        ["GOVE"] = "Government and public sector",
        ["HEAL"] = "Health",
        ["INTR"] = "International issues",
        ["JUST"] = "Justice, legal system and public safety",
        ["OP_DATPRO"] = "Provisional data",
        ["REGI"] = "Regions and cities",
        ["SOCI"] = "Population and society",
        ["TECH"] = "Science and technology",
        ["TRAN"] = "Transport",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string? LabelOf(Theme theme) => Labels.GetValueOrDefault(theme.Code);
}
