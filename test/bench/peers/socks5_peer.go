// Times Go's go-socks5 on messages of a file, each of which stands behind its length in two octets.
//
//	socks5_peer FILE OPERATION fields   what it reads of each message, a line each
//	socks5_peer FILE OPERATION time     nanoseconds of the processor a message
//
// The same loop without the call is taken out of the time.
package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"sort"
	"syscall"

	"github.com/armon/go-socks5"
)

func messages(path string) [][]byte {
	octets, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	var found [][]byte
	for len(octets) > 0 {
		end := 2 + int(octets[0])<<8 + int(octets[1])
		found = append(found, octets[2:end])
		octets = octets[end:]
	}
	return found
}

func read(reader *bytes.Reader) *socks5.Request {
	request, err := socks5.NewRequest(reader)
	if err != nil {
		panic(err)
	}
	return request
}

func line(request *socks5.Request) string {
	kind, address := 3, []byte(request.DestAddr.FQDN)
	if len(address) == 0 {
		kind, address = 4, request.DestAddr.IP
		if len(address) == 4 {
			kind = 1
		}
	}
	return fmt.Sprintf("%d %d %s %d", request.Command, kind, hex.EncodeToString(address), request.DestAddr.Port)
}

// Nanoseconds of all threads.
func processorTime() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

var sink *socks5.Request

func onePass(values [][]byte, call bool) float64 {
	var reader bytes.Reader
	start := processorTime()
	for _, value := range values {
		reader.Reset(value)
		if call {
			sink = read(&reader)
		}
	}
	return float64(processorTime()-start) / float64(len(values))
}

func main() {
	if len(os.Args) != 4 || os.Args[2] != "socks5_request decode" {
		panic("expected FILE OPERATION fields|time")
	}
	values := messages(os.Args[1])
	if os.Args[3] == "fields" {
		for _, value := range values {
			fmt.Println(line(read(bytes.NewReader(value))))
		}
		return
	}
	var passes []float64
	for i := 0; i < 200; i++ {
		passes = append(passes, onePass(values, true)-onePass(values, false))
	}
	sort.Float64s(passes)
	fmt.Println(passes[len(passes)/2])
}
