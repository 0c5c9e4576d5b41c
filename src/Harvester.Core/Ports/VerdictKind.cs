using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>What a person said of two records.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<VerdictKind>))]
public enum VerdictKind
{
    Same,
    Apart,
}
