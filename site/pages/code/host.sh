npm start -- \
  --host 0.0.0.0 \
  --announced-address 203.0.113.7 \
  --media-port 20000
